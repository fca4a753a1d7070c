"""What fuzzing begins with: short inputs of every kind, and words that the parsers look for."""

SEEDS: dict[str, tuple[bytes, ...]] = {
    "read_files": (
        "\0某市会诊管理办法\n第一条 急会诊应当在10分钟内到位。\n".encode(),
        "\0会诊".encode("gb18030"),
        "\0會診制度".encode("big5"),
        b"\0" + "会诊".encode("utf-16"),
        "\2<html><body><h1>办法</h1><p>第一条 急会诊。</p></body></html>".encode(),
    ),
    "clean_and_parse": (
        "某市会诊管理办法\n第一章 总则\n第一条 急会诊应当在10分钟内到位。\n（一）医务科；\n第二条 每年11月25日前报送。\n".encode(),
        "一、目标\n（一）行动\n1.急（jí）会诊要在会诊请求发出后1\n— 2 —\n0分钟内到位。\n".encode(),
        "xing動方案\r\n專項行动之一\r\n关注公众号获取更多\r\n第十二条　不得延误。".encode(),
    ),
    "open_envelopes": (
        b"<xml><ToUserName><![CDATA[a]]></ToUserName><FromUserName>b</FromUserName><MsgType>text</MsgType><Content>c</Content><MsgId>7</MsgId></xml>",
        b'<!DOCTYPE x [<!ENTITY e "x">]><xml><a>&e;</a></xml>',
        b'{"msgid": "m1", "from": {"userid": "u"}, "msgtype": "text", "text": {"content": "q"}}',
        b'{"cmd": "aibot_msg_callback", "headers": {"req_id": "r"}, "body": {}}',
        b'{"encrypt": "YWJj"}',
    ),
    "read_sidecars": ("place = '某市'\nlevel = 'city'\n".encode(), b"repair = false\nissue_date = 2025-01-31\n", b"issuers = ['a', 'b']\n"),
    "read_settings": (b"2025-01-31\nalways\n60\n", b"secret-words-planted\nchroma\n/tmp/x\n"),
    "understand_questions": (
        "急会诊多久到位\n那夜间呢".encode(),
        "安徽省\n是不是必须在10分钟内到位？".encode(),
        b"how fast\nmust an emergency consult arrive?",
        b"Basic YTpi\n![x](http://a) <img src=x>",
    ),
}

WORDS = (
    "第", "章", "条", "款", "一、", "（一）", "1.", "专项行动之一", "应当", "不得", "每年", "前", "日内", "分钟", "《", "》", "〔2018〕8号",
    "— 1 —", "jí", "　", "<xml>", "</xml>", "<![CDATA[", "]]>", "<!DOCTYPE", "<!ENTITY", "&#0;", '{"', "\\ud800", "[[", "]]", "= '",
)  # fmt: skip
