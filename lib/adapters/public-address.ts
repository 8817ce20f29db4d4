import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3");

/**
 * Whether an IP address (as a resolver or the URL parser spells it, IPv6 without brackets) is on the public internet.
 * Everything that is not plainly global unicast is not: loopback, private, link-local, carrier-grade, documentation,
 * benchmarking, multicast, and every IPv6 form that carries or translates an IPv4 address (mapped, NAT64, 6to4, Teredo),
 * because what it reaches depends on a gateway that we do not see. Anything else than an address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  // The library knows IPv6 ranges by name; a range it has not heard of would pass as unicast without this.
  return parsed.kind() === "ipv4" || parsed.match(GLOBAL_UNICAST);
}

/** The address that a URL's host spells, or null when it is a name. The URL parser has already undone decimal, octal, hex and short forms. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? null : bare;
}
