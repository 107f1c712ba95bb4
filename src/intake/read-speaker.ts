import { foldName } from '../../schemas/handoff-fields.ts'

const words: Record<'user' | 'bot' | 'agent', string[]> = {
  user: [
    'user',
    'usuario',
    'usuaria',
    'cliente',
    'clienta',
    'customer',
    'client',
    'visitor',
    'visitante',
    'human',
    'incoming',
    'contact',
    'contacto',
  ],
  bot: ['bot', 'assistant', 'asistente', 'ai', 'ia', 'chatbot', 'outgoing', 'botpress'],
  agent: ['agent', 'agente', 'operator', 'operador', 'operadora', 'humanagent', 'support', 'soporte'],
}

const speakers = new Map(
  Object.entries(words).flatMap(([speaker, spellings]) => spellings.map((spelling) => [spelling, speaker])),
)

/** `user`, `bot` or `agent` for the words that mean them in English and Spanish, else null. */
export const readSpeaker = (name: string): string | null =>
  name.length > 40 ? null : (speakers.get(name) ?? speakers.get(foldName(name)) ?? null)
