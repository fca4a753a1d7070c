"""WeChat official accounts (微信公众号): messages in, replies within five seconds, late answers by customer service."""
