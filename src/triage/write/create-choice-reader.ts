import type { Helpdesk } from '../../helpdesk/helpdesk.ts'
import { isTransient } from '../../helpdesk/remembered.ts'
import type { ReadChoices } from './writer.ts'

/** Groups and types of the account, as the adapter remembers them; what it may not read is null. */
export const createChoiceReader =
  (helpdesk: Pick<Helpdesk, 'listGroups' | 'fieldSchema'>): ReadChoices =>
  async (options) => {
    const groups = await helpdesk.listGroups(options)
    if (!groups.ok && isTransient(groups.failure)) return groups
    const form = await helpdesk.fieldSchema(options)
    if (!form.ok && isTransient(form.failure)) return form
    return {
      ok: true,
      value: { groups: groups.ok ? groups.value : null, types: form.ok ? form.value.types : null },
    }
  }
