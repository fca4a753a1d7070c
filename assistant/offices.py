"""Who holds an office, which office somebody holds, and whom a text is addressed to, where a question asks for these."""

import re

from assistant.questions import Query, QuestionKind

# What stands behind an office that nobody is named in: 院长兼任, 局长应当.
_NO_NAME = (
    "[，,、。；的是由为或和及等与可须需不在对将兼担每亲签审批]|负责|主持|牵头|带头|任[命期职免]|应[当该由对于负]|组织|参[加与]|同意|授权"
    "|统一|指[定派]|提[名出]|直接|召[开集]|安排|分管|办公|会议|要[求对]|岗位|职[务责位]"
)
_ADDRESSED = re.compile(r"^各[^。；]{2,80}[：:]$")
_OFFICE = "长|书记|主任|主席|总编|主编|秘书|委员|调研员|教授|负责人|联系人|会长|理事"
# Who has an office that the question does not name (讲话的领导是谁，什么职务) is told by any office with a name behind it.
_WHO_ASKED = re.compile("(?:领导|负责人|嘉宾|代表|人)(?:是谁|是哪一?位|叫什么)|谁.*职务|职务.*谁")
_OFFICE_AND_NAME = re.compile(
    r"(?:长|书记|主任|主席|总编|主编|调研员|教授|会长|理事)(?![和及与等对由为在向、，。])[\u4e00-\u9fff]{2,4}?(?=出席|参加|主持|致辞|讲话|讲解|强调|表示|指出|介绍|作|说|率|带|到|在|为|，|、|。|$)"
)
_ASKED_OFFICE = re.compile(r"([\u4e00-\u9fff]{0,2}(?:长|书记|主任|主席|总编|主编|秘书|负责人|联系人))(?:是|叫|姓|有|的|$)")


def asks_name(query: Query) -> bool:
    """Whether only a name can answer."""
    return query.kind in {QuestionKind.PERSON, QuestionKind.RECIPIENT}


def names_one(query: Query, text: str) -> bool:
    """Whether a text names the person in the office, the office of the person, or those addressed, that a question asks for."""
    if query.kind is QuestionKind.RECIPIENT:
        return is_salutation(text)
    if query.kind is not QuestionKind.PERSON:
        return False
    asked = _ASKED_OFFICE.search(query.asked)
    if asked:
        # The head of a bureau (文化局局长) may be named by the office alone.
        office = re.sub(r"^(.)(?=\1)", "", asked[1])
        other = "" if "副" in office else "(?<!副)"
        return re.search(rf"{other}{office}(?!{_NO_NAME})[\u4e00-\u9fff]{{2,4}}(?![\u4e00-\u9fff]{{0,2}}(?:制|会|办))", text) is not None
    if _WHO_ASKED.search(query.asked) and _OFFICE_AND_NAME.search(text):
        return True
    return any(re.search(rf"(?:{_OFFICE}){re.escape(term.text)}", text) for term in query.terms)


def is_salutation(text: str) -> bool:
    """Whether a line says whom a text is addressed to.

    >>> is_salutation("各区书屋、各街道："), is_salutation("各街道应当备案。")
    (True, False)
    """
    return _ADDRESSED.search(text.strip()) is not None
