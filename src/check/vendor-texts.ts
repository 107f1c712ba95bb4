import type { HelpdeskConfig } from '../../schemas/configuration.ts'

export interface VendorTexts {
  name: string
  /** What to do when the credentials are refused. */
  credentials: string
  /** What to do when a call is not permitted. */
  role: string
  /** Which setting holds the address, and an example. */
  address: string
  /** Where the vendor shows who uses the rate limit. */
  usage: string
}

/** How a person finds their way in the vendor's product. */
export const vendorTexts: Record<HelpdeskConfig['vendor'], VendorTexts> = {
  freshdesk: {
    name: 'Freshdesk',
    credentials:
      'Put the API key of an active agent into FRESHDESK_API_KEY (Freshdesk: Profile settings, View API key).',
    role: 'Give the agent whose key this is a role that may view, create and edit tickets.',
    address: 'FRESHDESK_DOMAIN: the acme of acme.freshdesk.com',
    usage: 'Freshdesk: Admin, API usage',
  },
  zendesk: {
    name: 'Zendesk',
    credentials:
      'Put an active API token into ZENDESK_API_TOKEN and the e-mail of an agent of that account into ZENDESK_EMAIL (Zendesk: Admin Center, Apps and integrations, APIs; token access must be on).',
    role: 'Give the agent of ZENDESK_EMAIL a role that may see and change all tickets, an administrator at best.',
    address: 'ZENDESK_SUBDOMAIN: the acme of acme.zendesk.com',
    usage: 'Zendesk: Admin Center, Apps and integrations, API usage',
  },
  files: {
    name: 'folder',
    credentials: 'A folder takes no credentials; please report this with the message above.',
    role: 'Let the user who runs Relevo read and write the folder and what is in it.',
    address: 'helpdesks.<name>.dir: a folder whose parent is there',
    usage: 'the folder itself',
  },
}
