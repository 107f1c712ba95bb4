import { BlockList, isIP } from 'node:net'

// IANA special-purpose registries (iana.org/assignments/iana-ipv4-special-registry and -ipv6-): nothing here is a public host.
const closedIpv4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

// Inside the global range, but a way to somewhere else: Teredo and others, documentation, 6to4.
const closedIpv6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const closed4 = new BlockList()
for (const [address, prefix] of closedIpv4) closed4.addSubnet(address, prefix, 'ipv4')

const closed6 = new BlockList()
for (const [address, prefix] of closedIpv6) closed6.addSubnet(address, prefix, 'ipv6')

// All other IPv6 space is closed as a whole: loopback, IPv4-mapped, NAT64, unique local, link-local, multicast.
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

/** Whether an IP address is one that anybody on the internet may reach. False for everything that is not an address. */
export const isPublicAddress = (address: string): boolean => {
  switch (isIP(address)) {
    case 4:
      return !closed4.check(address, 'ipv4')
    case 6:
      // A zone (`fe80::1%eth0`) only exists on local links.
      return !address.includes('%') && global6.check(address, 'ipv6') && !closed6.check(address, 'ipv6')
    default:
      return false
  }
}
