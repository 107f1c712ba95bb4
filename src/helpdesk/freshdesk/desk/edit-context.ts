import type { CallOptions, Read } from '../../outcome.ts'
import type { TicketEdit } from '../../ticket-desk.ts'
import type { FreshdeskDirectory } from '../freshdesk-directory.ts'
import type { EditContext } from './compose-changes.ts'
import { listAgents, listGroups } from './people.ts'

/** What an edit names, looked up in the account, and nothing else; null where the account does not let us read it. */
export const loadEditContext = async (
  directory: FreshdeskDirectory,
  edit: TicketEdit,
  options: CallOptions,
): Promise<Read<EditContext>> => {
  const needsForm =
    edit.customFields !== undefined || edit.statusLabel !== undefined || typeof edit.type === 'string'
  const form = needsForm ? await directory.fields.get(options) : ({ ok: true, value: null } as const)
  if (!form.ok) return form
  const agents =
    typeof edit.agent === 'string' ? nullWhenForbidden(await listAgents(directory, options)) : nothing
  if (!agents.ok) return agents
  const groups =
    typeof edit.group === 'string' ? nullWhenForbidden(await listGroups(directory, options)) : nothing
  if (!groups.ok) return groups
  return { ok: true, value: { form: form.value, agents: agents.value, groups: groups.value } }
}

const nothing = { ok: true, value: null } as const

const nullWhenForbidden = <T>(read: Read<T>): Read<T | null> =>
  !read.ok && read.failure.kind === 'forbidden' ? nothing : read
