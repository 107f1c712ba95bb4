import type { Classification } from '../../schemas/classification.ts'
import { type Source, sourceSchema } from '../../schemas/configuration.ts'
import type { Handoff } from '../../schemas/handoff.ts'

export const makeHandoff = (over: Partial<Handoff> = {}): Handoff => ({
  requester: { email: 'ana@example.org', phone: null, name: 'Ana' },
  summary: 'No puedo entrar en mi cuenta desde ayer.',
  category: 'acceso',
  subject: null,
  priority: null,
  language: 'es-MX',
  conversationId: null,
  messageId: null,
  bot: 'Betsur',
  channel: 'web',
  transcript: [],
  attachments: [],
  customFields: {},
  tags: [],
  callbackUrl: null,
  extra: {},
  ...over,
})

export const makeClassification = (over: Partial<Classification> = {}): Classification => ({
  category: 'access',
  type: 'Question',
  group: 'Soporte',
  priority: 'high',
  tags: ['access'],
  customFields: {},
  decidedBy: 'rule',
  confidence: null,
  reasons: [{ code: 'keyword', where: 'text', keyword: 'no puedo entrar', category: 'access' }],
  ...over,
})

export const makeSource = (over: Partial<Source> = {}): Source => ({
  ...sourceSchema.parse({ authentication: { kind: 'secret', secrets: ['a-long-secret'] } }),
  ...over,
})
