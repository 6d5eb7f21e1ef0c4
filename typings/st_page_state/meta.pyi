from typing import Any, dataclass_transform

from st_page_state.declaration.state_var import StateVar

@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(StateVar,))
class PageStateMeta(type):
    __dataclass_transform__: dict[str, object]

    def __new__(
        mcls, name: str, bases: tuple[type, ...], body: dict[str, Any], **kwargs: Any
    ) -> PageStateMeta: ...

def called(thing: object) -> str: ...
def declared(cls: Any) -> Any: ...
