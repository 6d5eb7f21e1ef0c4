"""The files that the browser of one session has uploaded."""

from __future__ import annotations

from typing import Any

from st_page_state_fakes.real import private
from st_page_state_fakes.server.files import media_type


class Uploads:
    """The uploaded files of one session, as its server process holds them.

    Args:
        manager: Streamlit's manager of uploaded files.
        session: the session's id.
    """

    def __init__(self, manager: Any, session: str) -> None:
        self._manager = manager
        self._session = session

    def add(self, name: str, data: bytes) -> Any:
        """Upload a file.

        Returns:
            What the browser sends for it: an ``UploadedFileInfo``.
        """
        url = self._manager.get_upload_urls(self._session, [name])[0]
        record = private.UploadedFileRec(url.file_id, name, media_type(name), data)
        self._manager.add_file(self._session, record)
        return private.uploaded_file_info(url, name, len(data))

    def files(self, state: Any) -> list[Any]:
        """Return the uploaded files in a ``FileUploaderState``, as Streamlit gives them."""
        told = {info.file_id: info.file_urls for info in state.uploaded_file_info}
        records = self._manager.get_files(self._session, list(told))
        return [private.UploadedFile(record, told[record.file_id]) for record in records]
