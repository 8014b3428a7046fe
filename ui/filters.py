"""What the search is kept to: chosen in the sidebar, held in the page's link, visible while it lasts."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from corpus.records import Filters
from ui.dates import printed_date, whole_day
from ui.holdings import Holdings
from ui.markup import element
from ui.texts import Texts

_CHOICES = ("company", "publisher", "kind", "place", "language")
_DATES = ("since", "until")
_FIRST, _LAST = date(1949, 1, 1), date(2099, 12, 31)  # what the calendar offers


def filters_in(query: Mapping[str, Sequence[str]]) -> Filters:
    """The filters of a link. A date that is none is left out: the line above the chat shows what is asked for."""
    since, until = (next(iter(query.get(name, ())), "") for name in _DATES)
    first, last = whole_day(since), whole_day(until, last=True)
    return Filters(
        **{name: tuple(filter(None, query.get(name, ()))) for name in _CHOICES},
        since=first.isoformat() if first else None,
        until=last.isoformat() if last else None,
    )


def query_of(filters: Filters) -> dict[str, list[str]]:
    """The filters as they stand in a link."""
    chosen = {name: list(getattr(filters, name)) for name in _CHOICES}
    chosen |= {name: [value] for name in _DATES if (value := getattr(filters, name))}
    return {name: values for name, values in chosen.items() if values}


def described(filters: Filters, texts: Texts) -> list[str]:
    """Each filter in words: "Company: Tesla", "since 1 January 2024"."""
    chosen = {name: ", ".join(texts.named(name, value) for value in getattr(filters, name)) for name in _CHOICES}
    dates = {name: value for name in _DATES if (value := getattr(filters, name))}
    return [f"{texts(name)}: {values}" for name, values in chosen.items() if values] + [
        texts(f"filtered_{name}", date=printed_date(value, False, texts)) for name, value in dates.items()
    ]


def chosen_filters(holdings: Holdings, texts: Texts) -> Filters:
    """Draw the choices, folded away while nothing is chosen, and return what is; at first that is what the link says."""
    if "filters" not in st.session_state:
        st.session_state.filters = filters_in({name: st.query_params.get_all(name) for name in (*_CHOICES, *_DATES)})
    before: Filters = st.session_state.filters
    known = {
        "company": holdings.companies, "publisher": holdings.publishers, "kind": holdings.kinds,
        "place": holdings.places, "language": holdings.languages,
    }  # fmt: skip
    with st.expander(texts("filters"), expanded=bool(before), key="filters_fold"):
        chosen = {name: _chosen(name, known[name], getattr(before, name), texts) for name in _CHOICES}
        since, until = (_day(name, getattr(before, name), texts) for name in _DATES)
    filters = Filters(**chosen, since=since, until=until)
    st.session_state.filters = filters
    return filters


def _chosen(name: str, known: Sequence[str], before: tuple[str, ...], texts: Texts) -> tuple[str, ...]:
    """One choice of many; what a link names and the index lacks stays a choice, so that it narrows and can be taken out."""
    key = f"filter_{name}_{texts.language}"  # the words of a choice are part of what Streamlit knows it by
    st.session_state.setdefault(key, list(before))
    options = [*known, *(value for value in before if value not in known)]

    def label(value: str) -> str:
        return texts.named(name, value)

    return tuple(st.multiselect(texts(name), options, key=key, format_func=label, placeholder=texts("any")))


def _day(name: str, before: str | None, texts: Texts) -> str | None:
    key = f"filter_{name}_{texts.language}"
    st.session_state.setdefault(key, date.fromisoformat(before) if before else None)
    day = st.date_input(texts(name), key=key, min_value=_FIRST, max_value=_LAST, format="YYYY-MM-DD")
    return day.isoformat() if isinstance(day, date) else None


def draw_active(filters: Filters, texts: Texts) -> None:
    """The filters in words above the page, with a way to clear them; nothing without any."""
    if not filters:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="active_filters"):
        chips = "".join(element("li", line) for line in described(filters, texts))
        st.html(f"{element('span', texts('active_filters'), class_='small')}<ul class='chips'>{chips}</ul>", width="content")
        st.button(texts("clear"), type="tertiary", on_click=_clear)


def _clear() -> None:
    st.session_state.filters = Filters()
    for key in [key for key in st.session_state if str(key).startswith("filter_")]:
        st.session_state[key] = None if str(key).split("_")[1] in _DATES else []
