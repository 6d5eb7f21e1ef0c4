"""What the inspector shows, as HTML that takes its colors from the app's theme."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as _escaped

from st_page_state.devtools.looking import ActionView, AddressView, ClassRows, FieldRow, ParamRow

STYLE = """<style>
.sps{container-type:inline-size;width:min(41rem,calc(100vw - 4rem));max-width:100%;
 font-size:.875rem;line-height:1.45;--line:color-mix(in srgb,currentColor 14%,transparent);
 --dim:color-mix(in srgb,currentColor 62%,transparent);
 --soft:color-mix(in srgb,currentColor 6%,transparent)}
.sps *{box-sizing:border-box}
.sps section{border:1px solid var(--line);border-radius:.6rem;margin:0 0 .75rem;overflow:hidden}
.sps header{display:flex;flex-wrap:wrap;gap:.1rem .6rem;align-items:baseline;
 padding:.5rem .75rem;background:var(--soft)}
.sps header b{font-size:.95rem}
.sps small,.sps .dim{color:var(--dim);font-size:.78rem}
.sps .row{display:grid;grid-template-columns:10.5rem minmax(0,1fr) 9.5rem;gap:.1rem .9rem;
 padding:.38rem .75rem;border-top:1px solid var(--line);align-items:baseline}
.sps .row>*{min-width:0;overflow-wrap:anywhere}
.sps .row .end{text-align:right}
.sps code{font:inherit;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;
 font-size:.8rem;background:none;color:inherit;padding:0}
.sps .tag{display:inline-block;border-radius:1rem;padding:0 .5rem;font-size:.72rem;line-height:1.5;
 white-space:nowrap;background:color-mix(in srgb,var(--hue) 18%,transparent);
 box-shadow:inset 0 0 0 1px color-mix(in srgb,var(--hue) 45%,transparent)}
.sps .err{grid-column:1/-1;font-size:.78rem;padding-left:.6rem;border-left:3px solid #d9463e}
.sps .old{color:var(--dim);text-decoration:line-through}
.sps .num{display:inline-block;min-width:2.1rem;color:var(--dim);font-variant-numeric:tabular-nums}
.sps .url{display:block;padding:.5rem .75rem;border-top:1px solid var(--line);
 word-break:break-all}
.sps .line{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.sps details{margin:.1rem 0}
.sps summary{cursor:pointer;color:var(--dim);font-size:.78rem}
.sps .mid>details>summary{color:inherit}
.sps pre{margin:.2rem 0;padding:.4rem .5rem;background:var(--soft);border-radius:.3rem;
 font:.78rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:inherit;
 white-space:pre-wrap;overflow-wrap:anywhere;max-height:18rem;overflow:auto}
.sps p{margin:0 0 .6rem;font-size:.78rem}
.sps .bar{height:4px;background:var(--line)}
.sps .bar i{display:block;height:100%;background:#2f80ed;min-width:2px}
.sps .act{padding:.5rem .75rem;border-top:1px solid var(--line)}
.sps .act:first-child{border-top:0}
.sps .top{display:flex;gap:.5rem;align-items:baseline}
.sps .top .ms{margin-left:auto;white-space:nowrap}
.sps .list{padding-left:2.6rem;overflow-wrap:anywhere}
@container (max-width:30rem){
 .sps .row{grid-template-columns:minmax(0,1fr) auto}
 .sps .row .mid{grid-column:1/-1;order:3}
 .sps .list{padding-left:0}}
</style>"""

_HUES = {
    "default": "#8a8f98", "link": "#2f80ed", "widget": "#1f9d63", "code": "#c77d0a",
    "hook": "#9b51e0", "saved": "#0f9aa8", "Back": "#2f80ed", "inspector": "#d6417d",
    "undo": "#d6417d", "redo": "#d6417d",
}  # fmt: skip


def escape(text: str) -> str:
    """Return text as HTML; what nobody sees, such as a right-to-left mark, is written out."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return _escaped(text)


def _framed(body: str) -> str:
    return f'<div class="sps">{STYLE}{body}</div>'


def tag(source: str) -> str:
    """Return where a value came from, as a colored tag."""
    return f'<span class="tag" style="--hue:{_HUES.get(source, "#8a8f98")}">{escape(source)}</span>'


def of_classes(found: Iterable[ClassRows]) -> str:
    """Return the classes with their fields."""
    return _framed("".join(map(_of_class, found)) or _nothing("No state class is loaded yet."))


def _of_class(one: ClassRows) -> str:
    notes = [*one.notes, *([] if one.used else ["not touched in this session"])]
    rows = "".join(map(_of_field, one.rows) if one.used else map(_of_unused, one.rows))
    return (
        f"<section><header><b>{escape(one.name)}</b><small>{escape(' · '.join(notes))}</small>"
        f"</header>{rows}</section>"
    )


def _of_field(row: FieldRow) -> str:
    is_default = "the default" if row.is_default and row.source != "default" else ""
    param = "session only"
    if row.text:
        param = f"<code>?{escape(row.text)}</code>"
    elif row.param:
        param = f"<code>?{escape(row.param)}</code> not in the address"
    errors = "".join(f'<div class="err">{escape(error)}</div>' for error in row.errors)
    return (
        f'<div class="row"><div><b>{escape(row.name)}</b></div>'
        f'<div class="mid">{_value(row.value, row.whole)} <span class="dim">{is_default}</span>'
        f'</div><div class="end">{tag(row.source)}</div>'
        f'<div class="dim">{escape(row.type_name)}</div><div class="mid dim">{param}</div>'
        f"<div></div>{errors}</div>"
    )


def _value(text: str, whole: str) -> str:
    """Return a value; one that is cut can be opened."""
    if not whole:
        return f"<code>{escape(text)}</code>"
    return (
        f"<details><summary><code>{escape(text)}</code></summary>"
        f"<pre>{escape(whole)}</pre></details>"
    )


def _of_unused(row: FieldRow) -> str:
    param = f"<code>?{escape(row.param)}</code>" if row.param else "session only"
    return (
        f'<div class="row"><div><b>{escape(row.name)}</b></div>'
        f'<div class="mid dim">{escape(row.type_name)}</div>'
        f'<div class="end dim">{param}</div></div>'
    )


def of_address(view: AddressView) -> str:
    """Return the address by owner."""
    share = min(100.0, 100 * view.length / max(view.limit, 1))
    groups: dict[str, list[ParamRow]] = {}
    for row in view.params:
        groups.setdefault(row.owner, []).append(row)
    bar = f'<div class="bar"><i style="width:{share:.1f}%"></i></div>'
    length = f"{view.length:,} of {view.limit:,} characters"
    parts = [
        _of_url("Address", length, view.url, bar),
        _of_url("Landing URL", "what this session began with", view.landing),
    ]
    parts += [_of_params(owner, rows) for owner, rows in groups.items()]
    if view.gone:
        parts.append(_of_params("No longer in the address", view.gone))
    return _framed("".join(parts))


def _of_url(title: str, note: str, url: str, below: str = "") -> str:
    return (
        f"<section><header><b>{title}</b><small>{note}</small></header>"
        f'<code class="url">{escape(url or "/")}</code>{below}</section>'
    )


def _of_params(owner: str, rows: Iterable[ParamRow]) -> str:
    lines = "".join(
        f'<div class="row"><div><b>{escape(row.name)}</b></div>'
        f'<div class="mid"><code>?{escape(row.text)}</code></div>'
        f'<div class="end dim">{escape(row.why)}</div></div>'
        for row in rows
    )
    return f"<section><header><b>{escape(owner)}</b></header>{lines}</section>"


def of_actions(found: Iterable[ActionView]) -> str:
    """Return the timeline, the newest action first."""
    lines = "".join(map(_of_action, found))
    legend = f'<p class="dim">{_WORDS}</p>' if lines else ""
    return _framed(f"{legend}<section>{lines or _nothing('Nothing has happened yet.')}</section>")


_WORDS = (
    "An action is what one touch of the state, or one batch, has done: any read or write of a "
    "class is a touch. A write that changes a field with a param claims the address: it purges the "
    "params of classes that do not share it. A touch puts back what the address lacks of a class "
    "(in traces: restore). Each update is one entry of the browser's history."
)


def _of_action(one: ActionView) -> str:
    changes = "".join(
        f'<div><b>{escape(each.name)}</b> <code class="old">{escape(each.old)}</code> → '
        f"<code>{escape(each.new)}</code> {tag(each.source)}{_both(*each.whole)}</div>"
        for each in one.changes
    )
    changes += "".join(f'<div class="err">{escape(each)}</div>' for each in one.rejected)
    notes = f'<div class="dim">{escape(" · ".join(one.notes))}</div>' if one.notes else ""
    return (
        f'<div class="act"><div class="top"><span class="num">#{one.number}</span>'
        f'<b>{escape(one.cause)}</b><span class="ms dim">{one.milliseconds:.1f} ms</span></div>'
        f'<div class="list">{changes}{notes}<code class="dim line">{escape(one.url or "/")}</code>'
        "</div></div>"
    )


def _both(old: str, new: str) -> str:
    if not old and not new:
        return ""
    return (
        "<details><summary>the whole value</summary>"
        f"<pre>{escape(old)}</pre>→<pre>{escape(new)}</pre></details>"
    )


def of_problems(found: Iterable[str], loaded: Iterable[str] = ()) -> str:
    """Return what is wrong with JSON that was to be loaded, and what was loaded of it."""
    names = ", ".join(loaded)
    lines = "".join(f'<div class="act"><div class="err">{escape(one)}</div></div>' for one in found)
    rest = f'<div class="act">Loaded: {escape(names)}.</div>' if names else ""
    return _framed(f"<section><header><b>Not loaded</b></header>{lines}{rest}</section>")


def _nothing(text: str) -> str:
    return f'<div class="act dim">{escape(text)}</div>'
