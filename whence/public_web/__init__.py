"""Pictures from the public web, by an https address that a visitor names (`{"url": …}`).

`PublicWeb().picture(url)` is the whole of it; `WHENCE_PUBLIC_URLS` says whether it may be used.
"""
