import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './is-public-address.ts'

/** Code of the error when a name has no address that may be reached. */
export const addressNotAllowed = 'ADDRESS_NOT_ALLOWED'

type Resolve = (hostname: string, callback: (error: Error | null, addresses: LookupAddress[]) => void) => void

const resolveBySystem: Resolve = (hostname, callback) =>
  lookup(hostname, { all: true }, (error, addresses) => callback(error, addresses ?? []))

/**
 * Resolves names for a connection, to public addresses only. The check sits here, on the very addresses that the socket then
 * connects to: a name that answers differently the second time (DNS rebinding) gains nothing.
 */
export const createPublicLookup =
  (resolve: Resolve = resolveBySystem): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, (error, addresses) => {
      if (error !== null) return callback(error, '')
      const open = addresses.filter(({ address }) => isPublicAddress(address))
      const first = open[0]
      if (first === undefined) {
        return callback(Object.assign(new Error('No public address.'), { code: addressNotAllowed }), '')
      }
      if (options.all === true) return callback(null, open)
      callback(null, first.address, first.family)
    })
