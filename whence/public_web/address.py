"""Which IP addresses belong to the public web.

From the special-purpose registries of IANA (RFC 6890 and its updates), written out because
`ipaddress.is_global` has changed its mind between releases of Python.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
"""All that IANA gives out of IPv6: so nothing mapped, translated (NAT64), local or multicast."""

_CLOSED: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by a provider's customers
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local, and the clouds' metadata
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
            "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4
            "2620:4f:8000::/48",  # AS112
            "3ffe::/16",  # 6bone
            "3fff::/20",  # documentation
        ),
    )
)


def is_public(address: str) -> bool:
    """Tell whether an IP address, as a resolver writes it, is reached over the public web."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and (ip.scope_id or ip not in _GLOBAL_UNICAST):
        return False
    return ip.is_global and not any(ip in network for network in _CLOSED)
