"""The private names of Streamlit on which FakeApp with an app's own file relies."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest

from st_page_state_fakes.real import private

NAMES = [
    "streamlit.components.lib.local_component_registry:LocalComponentRegistry",
    "streamlit.elements.widgets.file_uploader:FileUploaderSerde.deserialize",
    "streamlit.runtime:Runtime._instance",
    "streamlit.runtime.caching.cache_data_api:_data_caches",
    "streamlit.runtime.caching.cache_resource_api:_resource_caches",
    "streamlit.runtime.caching.storage.dummy_cache_storage:MemoryCacheStorageManager",
    "streamlit.runtime.fragment:MemoryFragmentStorage.contains",
    "streamlit.runtime.media_file_manager:MediaFileManager",
    "streamlit.runtime.memory_media_file_storage:MemoryMediaFileStorage",
    "streamlit.runtime.memory_uploaded_file_manager:MemoryUploadedFileManager",
    "streamlit.runtime.pages_manager:PagesManager.get_pages",
    "streamlit.runtime.pages_manager:PagesManager.main_script_hash",
    "streamlit.runtime.scriptrunner:ScriptRunner._run_script_thread",
    "streamlit.runtime.scriptrunner:ScriptRunner.request_stop",
    "streamlit.runtime.scriptrunner:ScriptRunner.start",
    "streamlit.runtime.scriptrunner.script_cache:ScriptCache",
    "streamlit.runtime.secrets:secrets_singleton._secrets",
    "streamlit.runtime.state.common:is_array_value_field_name",
    "streamlit.runtime.state.session_state:STREAMLIT_INTERNAL_KEY_PREFIX",
    "streamlit.runtime.uploaded_file_manager:UploadedFile",
    "streamlit.runtime.uploaded_file_manager:UploadedFileRec",
    "streamlit.testing.v1.element_tree:parse_tree_from_messages",
]


@pytest.mark.parametrize("name", NAMES)
def test_streamlit_has_the_name(name: str) -> None:
    module, _, path = name.partition(":")
    found = import_module(module)
    for part in path.split("."):
        assert hasattr(found, part)
        found = getattr(found, part)


def test_a_session_state_knows_its_widgets_and_params() -> None:
    state = private.SessionState()
    assert private.metadata_of(state) == {}
    assert private.params_of(state) == {}


def test_a_script_runner_takes_what_it_is_given() -> None:
    parameters = inspect.signature(private.ScriptRunner.__init__).parameters
    assert {
        "session_id", "main_script_path", "session_state", "uploaded_file_mgr", "script_cache",
        "initial_rerun_data", "user_info", "fragment_storage", "pages_manager",
    } <= parameters.keys()  # fmt: skip
