"""What a turn does in its conversation: corrects, confirms, asks for more, or opens another subject."""

import re

# The whole turn says no more than to go on.
_GO_ON = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|sure|ok(?:ay)?|right|exactly|correct|please|great|thanks|go on|go ahead|continue|carry on|please do|"
    r"do (?:so|that|it)|that(?:'s| is) (?:right|it|correct)|i do|that one)\W*)+$|"
    r"^\W*(?:(?:是的?|对的?|好的?|嗯|可以|行|没错|请?继续说?|接着说?|说下去|往下说|请讲|请说)[吧啊，,。！!\s]*)+$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\W*(?:(?:yes|ok(?:ay)?|and|sure|please|great|interesting)\W+)*(?:(?:can|could) you )?(?:please )?"
    r"(?:(?:tell|give|show) me (?:some |a (?:bit|little) )?more(?: details?)?|more(?: details?)?(?: please)?|"
    r"say more|go on|continue|carry on|"
    r"what else|anything else|and then|elaborate|go into more detail|in more detail)(?: (?:about|on) (?:it|that|"
    r"this))?(?: please)?\W*$|"
    r"^\W*(?:(?:好的?|嗯)\W*)?(?:请?继续说?|接着说?|说下去|往下说|还有呢|还有吗|还有别的吗|然后呢|(?:请)?(?:再)?(?:详细|具体)(?:说说|讲讲|一点|点)|展开(?:说说|讲讲)|"
    r"多说(?:一)?点)[吧啊，,。？?！!\s]*$",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\W*(?:no|nope|sorry|wait|oh|actually|i mean(?:t)?|not|rather|wrong)\b.{0,40}?\b(?:(?:i (?:mean(?:t)?|"
    r"said|was asking about|am asking about|"
    r"asked about|want(?:ed)?))|rather|but|make that)\b[\s,:]*(?:about )?|"
    r"^\W*(?:(?:oh|sorry|no|wait|actually)[\s,.!]+)*i (?:mean(?:t)?|said)\b[\s,:]*|"
    r"^\W*(?:no|nope|sorry|wait)[\s,.!—–-]+(?-i:(?=[A-Z0-9\u4e00-\u9fff“\"]))|"
    r"^\W*(?:不是?|不对|错了|抱歉|对不起)?[，,。！!\s]*(?:我是说|我指的是|我说的是|我问的是|我是问|应该是|我想问的是|我要问的是)\W*|"
    r"^\W*(?:不是.{1,12}[，,]\s*)是|^\W*(?:不对|错了|不)[，,。！!\s]+(?:是)?",
    re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|now|well|so)\W+)?(?:(?:a )?(?:new|different|separate|unrelated) (?:question|topic|subject|matter)|"
    r"(?:on )?another (?:question|topic|subject|matter|note)|(?:let(?:'|’)?s )?(?:chang(?:e|ing)|"
    r"switch(?:ing)?) (?:the )?(?:topics?|subjects?)|"
    r"change of (?:topic|subject)|something (?:else|different)|on (?:something|an) (?:else|unrelated (?:note|matter|question))|"
    r"forget (?:that|it|about (?:that|it)))\s*[:,.;—–-]|^\W*(?:换个话题|换一个话题|另一个问题|另外一个问题|"
    r"说点别的|问个别的|另外问一下)",
    re.IGNORECASE,
)


def goes_on(turn: str) -> bool:
    """Whether it says no more than yes, or go on."""
    return bool(_GO_ON.match(turn) or _MORE.match(turn))


def asks_for_more(turn: str) -> bool:
    """Whether it asks for what was not said yet, and says nothing else."""
    return bool(_MORE.match(turn))


def corrected(turn: str) -> str | None:
    """What a correction puts in the place of something: "SAIC" of "no, I meant SAIC"; None for what is no correction."""
    match = _CORRECTION.search(turn)
    return turn[match.end() :] if match and any(c.isalnum() for c in turn[match.end() :]) else None


def opens_another_subject(turn: str) -> bool:
    """Whether it says that what was spoken of before is done with."""
    return _OTHER_SUBJECT.search(turn) is not None
