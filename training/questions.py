"""Questions that a sentence answers, made from its own words and from its typed fact, in English and Chinese."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.figures import Figure, dates_in
from corpus.concepts import concepts_in
from corpus.entities import Entity, mentions
from training.metrics import METRICS, PERCENTAGES
from training.periods import period
from training.shipped import Said


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the characters of the sentence that answer it."""

    text: str
    span: tuple[int, int]
    language: str


_PAST = {
    "sold": "sell", "delivered": "deliver", "exported": "export", "made": "make", "built": "build", "produced": "produce",
    "had": "have", "raised": "raise", "invested": "invest", "planned": "plan", "targeted": "target", "aimed": "aim",
    "set": "set", "reported": "report", "installed": "install", "cut": "cut", "shipped": "ship", "recorded": "record",
    "expected": "expect", "spent": "spend", "lost": "lose", "earned": "earn", "opened": "open", "added": "add",
    "registered": "register", "held": "hold", "employed": "employ", "received": "receive", "imposed": "impose", "used": "use",
    "exceeded": "exceed", "gained": "gain", "launched": "launch", "started": "start", "began": "begin", "signed": "sign",
    "announced": "announce", "approved": "approve", "listed": "list", "named": "name", "issued": "issue", "adopted": "adopt",
    "became": "become", "completed": "complete", "moved": "move", "told": "tell", "said": "say", "won": "win", "took": "take",
    "released": "release", "published": "publish", "ended": "end", "agreed": "agree", "paid": "pay", "gave": "give",
    "recognised": "recognise", "offered": "offer", "bought": "buy", "handed": "hand", "showed": "show", "put": "put",
    "reached": "reach", "passed": "pass", "entered": "enter", "increased": "increase", "reduced": "reduce", "closed": "close",
}  # fmt: skip
_BE = (
    r"was|were|is|are|stood at|reached|hit|totalled|came to|amounted to|rose to|fell to|grew to|exceeded|topped|"
    r"should (?:exceed|reach|be)|would (?:be|reach)|will be|is to (?:reach|exceed)|rose|fell|grew|dropped"
)
_LEAD = re.compile(r"^((?:In|By|At|For|On|From|As of|During|Over|Within) [^,]{3,40}), (?=\S)")
_KINDS = {"company": ("company", "公司"), "place": ("place", "地方"), "brand": ("brand", "品牌"), "agency": ("agency", "机构"),
          "person": ("person", "人"), "institution": ("organisation", "机构")}  # fmt: skip


def questions(said: Said, fact: dict[str, Any] | None, rng: random.Random) -> list[Asked]:
    """Questions that the sentence answers; those from its own words are in its language, those from its fact in both."""
    own = _english(said, rng) if said.language == "en" else _chinese(said, rng)
    found = list(own)
    if fact and fact["kind"] in ("figure", "target"):
        found += _from_fact(said, fact, rng)
    return [asked for asked in found if 8 <= len(asked.text) + 6 * (asked.language == "zh") <= 200]


def _english(said: Said, rng: random.Random) -> Iterator[Asked]:
    text = said.text.rstrip(".")
    led = _LEAD.match(text)
    lead, at = (led.group(1), led.end()) if led else ("", 0)
    when = f" {lead[0].lower()}{lead[1:]}" if lead else ""
    yield from _english_figures(said, text, at, when, rng)
    yield from _english_dates(text, rng)
    found = mentions(text[at : at + 40])
    if found and found[0].start == 0 and found[0].entity.kind in _KINDS:
        first = found[0]
        rest = text[at + first.end :]
        if re.match(r" [a-z]+", rest) and not rest.startswith((" and ", "'s", " said that", " in ", " on ")):
            word = "Who" if first.entity.kind == "person" else f"Which {_KINDS[first.entity.kind][0]}"
            yield Asked(f"{word}{_shortened(rest)}{when}?", (at, at + first.end), "en")


def _english_figures(said: Said, text: str, at: int, when: str, rng: random.Random) -> Iterator[Asked]:
    for figure in said.figures:
        left, right = text[at : figure.start].strip(), text[figure.end :]
        tail = _shortened(right)
        be = re.fullmatch(rf"(?P<subject>.{{4,90}}?) (?P<verb>{_BE})(?: (?:by|about|at|to))?", left)
        span = (figure.start, min(figure.end, len(text)))
        if be:
            subject = _lowered(be["subject"])
            verb = be["verb"]
            asks = ["What was", "How much was", "How high was", "What is known of"] if figure.kind != "count" else ["What was"]
            if verb in ("rose", "fell", "grew", "dropped"):
                yield Asked(f"By how much did {subject} {_base(verb)}{tail}{when}?", span, "en")
            elif re.search(r"^(?:are|were)$", verb) and figure.kind == "count":
                yield Asked(f"How many {_unit(figure)}{' were' if verb == 'were' else ' are'} {subject}{tail}{when}?", span, "en")
            else:
                yield Asked(f"{rng.choice(asks)} {subject}{tail}{when}?", span, "en")
        done = re.fullmatch(r"(?P<subject>.{2,60}?) (?P<verb>[a-z]+)(?P<more>(?: (?!and)[a-z']+){0,3}?)", left)
        if done and done["verb"] in _PAST and not re.search(r"\b(?:and|was|were|is|are)\b", done["subject"]):
            what = {"count": f"How many {_unit(figure)}", "money": "How much", "percent": "What percentage"}[figure.kind]
            did = f"did {_lowered(done['subject'])} {_PAST[done['verb']]}{done['more']}"
            yield Asked(f"{what} {did}{tail}{when}?", span, "en")


def _english_dates(text: str, rng: random.Random) -> Iterator[Asked]:
    for printed, start, end in dates_in(text):
        before = text[:start].rstrip()
        done = re.fullmatch(r"(?P<subject>.{2,60}?) (?P<verb>[a-z]+)(?P<rest> .{0,120}?)? (?:in|on|from|by|at|since)", before)
        if done and done["verb"] in _PAST and "," not in before:
            word = "In which year" if re.fullmatch(r"\d{4}", printed) and rng.random() < 0.5 else "When"
            yield Asked(f"{word} did {_lowered(done['subject'])} {_PAST[done['verb']]}{done['rest'] or ''}?", (start, end), "en")
        led = _LEAD.match(text)
        if led and start >= 3 and end <= led.end(1):
            rest = text[led.end() :]
            active = re.match(r"(?P<subject>.{2,60}?) (?P<verb>[a-z]+)(?P<rest> .+)", rest)
            if active and active["verb"] in _PAST:
                more = _shortened(active["rest"])
                yield Asked(f"When did {_lowered(active['subject'])} {_PAST[active['verb']]}{more}?", (start, end), "en")
            elif active and active["verb"] in ("was", "were", "is", "are"):
                yield Asked(
                    f"When {active['verb']} {_lowered(active['subject'])}{_shortened(active['rest'])}?", (start, end), "en"
                )


def _base(verb: str) -> str:
    return {"rose": "rise", "fell": "fall", "grew": "grow", "dropped": "drop"}[verb]


def _lowered(subject: str) -> str:
    return subject[0].lower() + subject[1:] if re.match(r"(?:The|A|An|Its|Their|Some|All|New)\b", subject) else subject


def _unit(figure: Figure) -> str:
    unit = re.sub(
        r"^[^A-Za-z]*|\b(?:more than|less than|over|about|nearly|almost|around|roughly|million|billion|thousand)\b",
        "",
        figure.text,
    )
    unit = re.sub(r"^[\s\d.,%]*", "", unit.replace("  ", " ")).strip()
    return unit or "units"


def _shortened(rest: str) -> str:
    """What follows, up to its first comma; nothing where that is long."""
    cut = re.split(r",(?!\d)|[;(]| — | as worded", rest)[0].rstrip()
    return cut if len(cut) < 100 else ""


_ZH_UNIT = re.compile(r"[\d.,万亿千百%％约超过近余多 ]+")


def _chinese(said: Said, rng: random.Random) -> Iterator[Asked]:
    text = said.text.rstrip("。；！")
    for figure in said.figures:
        left, right = text[: figure.start], text[figure.end :]
        unit = _ZH_UNIT.sub("", figure.text)
        unit = re.sub(r"^(?:不低于|不少于|不足|至少|最高|以上)", "", unit)
        asked = "百分之多少" if figure.kind == "percent" else f"{rng.choice(['多少', '多少', '几'])}{unit}"
        clause = re.split(r"[，；、（]", right)[0]
        opening = re.match(r"^[^，]{2,24}，", left)
        near = re.split(r"[，；]", left)[-1]
        start = (opening.group() if opening and opening.end() <= len(left) - len(near) else "") + near
        yield Asked(f"{start}{asked}{clause}？", (figure.start, min(figure.end, len(text))), "zh")
    for _, begin, end in dates_in(text)[:1]:
        rest = re.split(r"[，；]", text[end:].lstrip("，的底末"))
        body = next((part for part in rest if len(part) > 5), "")
        if body and begin < 12:
            yield Asked(f"{text[:begin]}{body}是{rng.choice(['什么时候', '哪一年', '何时'])}？", (begin, end), "zh")
            yield Asked(f"{rng.choice(['什么时候', '何时', '哪年'])}{body}？", (begin, end), "zh")
    for mention in mentions(text)[:1]:
        if mention.entity.kind in _KINDS and mention.start < 14:
            word = "谁" if mention.entity.kind == "person" else f"哪家{_KINDS[mention.entity.kind][1]}"
            if mention.entity.kind == "place":
                word = rng.choice(["哪个城市", "哪个地方", "哪里"])
            clause = re.split(r"[；]", text[mention.end :])[0]
            yield Asked(f"{text[: mention.start]}{word}{clause}？", (mention.start, mention.end), "zh")


def _from_fact(said: Said, fact: dict[str, Any], rng: random.Random) -> Iterator[Asked]:
    """From entity, metric and period: English and Chinese alike, whatever the sentence's language."""
    spoken = {concept.name for concept, _, _ in concepts_in(said.text)}
    metrics = [name for name in METRICS if name in spoken]
    figure = _figure_of(said, str(fact["value"]))
    entity = next((e for e in said.entities if e.name == fact["entity"]), None) or next(iter(said.entities), None)
    if not metrics or len(metrics) > 2 or figure is None or entity is None:
        return
    metric = metrics[0]
    if (figure.kind == "percent") != (metric in PERCENTAGES):  # a figure of another thing, such as the rise
        return
    span = (figure.start, figure.end)
    english, chinese = METRICS[metric]
    planned = fact["kind"] == "target" or bool(spoken & {"target", "plan", "forecast"})
    for language in ("en", "zh"):
        name = called(entity, language, rng)
        when = period(str(fact["period"] or ""), language)
        if language == "en":
            yield Asked(_english_form(name, rng.choice(english), when, planned, figure.kind, rng), span, "en")
        else:
            yield Asked(_chinese_form(name, rng.choice(chinese), when, planned, rng), span, "zh")


def _english_form(name: str, metric: str, when: str, planned: bool, kind: str, rng: random.Random) -> str:
    after = f" {when}" if when else ""
    before = f"{when[0].upper()}{when[1:]}, " if when else ""
    if planned:
        forms = [f"What is {name}'s target for {metric}{after}?", f"What {metric} did {name} aim for{after}?",
                 f"What {metric} is {name} supposed to reach{after}?", f"What goal did {name} set for {metric}{after}?",
                 f"{name} {metric} target{after}"]  # fmt: skip
    else:
        forms = [f"What was {name}'s {metric}{after}?", f"What was the {metric} of {name}{after}?", f"{name} {metric}{after}",
                 f"How {'high' if kind == 'percent' else 'large'} was {name}'s {metric}{after}?",
                 f"{before}what was {name}'s {metric}?", f"Tell me the {metric} of {name}{after}."]  # fmt: skip
    return rng.choice(forms)


def _chinese_form(name: str, metric: str, when: str, planned: bool, rng: random.Random) -> str:
    if planned:
        forms = [
            f"{name}{when}的{metric}目标是多少？",
            f"{when}{name}计划达到的{metric}是多少？",
            f"{name}提出{when}{metric}要达到多少？",
        ]
    else:
        forms = [f"{name}{when}的{metric}是多少？", f"{when}{name}的{metric}有多少？", f"{when}，{name}{metric}达到多少？",
                 f"{name} {when} {metric}", f"请问{name}{when}{metric}是多少？"]  # fmt: skip
    return rng.choice(forms).lstrip("，")


def called(entity: Entity, language: str, rng: random.Random) -> str:
    """A name of the entity in the language; its own name where it has none."""
    chinese = [alias for alias in entity.aliases if re.search(r"[\u4e00-\u9fff]", alias)]
    if language == "zh":
        return rng.choice(chinese[:3]) if chinese else entity.name
    english = [entity.name, entity.name, *[alias for alias in entity.aliases if alias not in chinese and len(alias) > 3][:3]]
    return rng.choice(english)


def _figure_of(said: Said, value: str) -> Figure | None:
    """The figure of the sentence that the fact is about; None where it cannot be told."""
    digits = re.sub(r"[^\d.]", "", value.split(";")[0])
    exact = [figure for figure in said.figures if digits and digits in figure.text.replace(",", "")]
    if exact:
        return exact[0]
    return said.figures[0] if len(said.figures) == 1 else None
