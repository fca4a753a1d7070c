"""WeCom (企业微信): the application, the robot that answers by callback or over a long connection, and the robot of a group chat."""
