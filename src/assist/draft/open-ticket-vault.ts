import { createVault } from '../vault/create-vault.ts'
import { maskSecrets } from '../vault/mask-secrets.ts'
import type { Vault } from '../vault/vault.ts'
import type { TicketContext } from './ticket-context.ts'

const address = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu

/**
 * A vault that knows whoever takes part in a ticket: by their names, their addresses, and by what anybody is called anywhere in it.
 * `mask` takes secrets out, too, for good.
 */
export const openTicketVault = (
  { names, subject, messages }: Pick<TicketContext, 'names' | 'subject' | 'messages'>,
  others: readonly string[] = [],
): { vault: Vault; mask: (text: string) => string } => {
  const texts = [...messages.map(({ text }) => text), subject ?? '']
  const emails = [...new Set(texts.flatMap((text) => text.match(address) ?? []))]
  const vault = createVault({ known: { names: [...names, ...others], emails, phones: [] } })
  const mask = (text: string) => vault.mask(maskSecrets(text))
  // A name that is introduced late is a name in what was said before.
  for (const text of texts) mask(text)
  return { vault, mask }
}
