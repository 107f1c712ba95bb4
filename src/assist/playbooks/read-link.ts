export type ReadLink = { ok: true; title: string; url: string } | { ok: false; message: string }

/** An item under `Links`, its marks taken off: `Title (https://…)`, `Title: https://…`, or the address alone. Pure. */
export const readLink = (item: string): ReadLink => {
  const address = /https?:\/\/[^\s()<>]{1,1000}/.exec(item)?.[0]
  if (address === undefined || !URL.canParse(address))
    return { ok: false, message: 'A link is written [Title](https://address).' }
  const title = item
    .replace(address, '')
    .replace(/[()<>]/g, '')
    .replace(/[\s:—–-]+$/u, '')
    .trim()
  return { ok: true, title: title === '' ? new URL(address).host : title, url: address }
}
