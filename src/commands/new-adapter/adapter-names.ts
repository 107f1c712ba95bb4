/** `acme-desk` in every form that a template needs. */
export interface AdapterNames {
  /** As in the configuration and in file names. */
  vendor: string
  /** `AcmeDesk`, in names of types and functions. */
  pascal: string
  /** `acmeDesk`, in names of values. */
  camel: string
  folder: string
}

/** Names that mean something else where an adapter's would stand. */
const taken = new Set(['main', 'fields', 'budget', 'circuit', 'share', 'hand-over', 'helpdesk', 'harness'])

/** Null: not a name that files, types and the configuration can all have. */
export const namesOf = (vendor: string): AdapterNames | null => {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(vendor) || vendor.length > 40 || taken.has(vendor)) return null
  const pascal = vendor
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1)
  return { vendor, pascal, camel, folder: `src/helpdesk/${vendor}` }
}
