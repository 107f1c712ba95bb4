const options: Readonly<Record<string, string>> = {
  addTags: '--add-tag',
  agent: '--agent',
  cc: '--cc',
  createdAfter: '--created-after',
  createdBefore: '--created-before',
  files: '--attach',
  group: '--group',
  html: '--text',
  ifUnchangedSince: '--if-unchanged-since',
  priority: '--priority',
  removeTags: '--remove-tag',
  requesterEmail: '--requester',
  requesterPhone: '--phone',
  status: '--status',
  statusLabel: '--status-label',
  subject: '--subject',
  text: '--text',
  type: '--type',
  updatedAfter: '--updated-after',
  updatedBefore: '--updated-before',
}

/** The option behind a field of the help desk's door, so that a fault names what was typed. A vendor's own field stays as it is. */
export const optionOfField = (field: string, part: 'query' | 'body'): string => {
  const [head = '', ...rest] = field.split('.')
  if (head === 'customFields')
    return [part === 'query' ? '--field' : '--set', rest.join('.')].join(' ').trim()
  if (head === 'tags') return part === 'query' ? '--tag' : '--add-tag'
  return (Object.hasOwn(options, head) ? options[head] : undefined) ?? field
}
