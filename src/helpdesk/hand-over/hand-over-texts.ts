import type { HandOverReason } from './decide-hand-over.ts'

/** Everything that a handover says, to agents in its note and to the customer in its promise. */
export interface HandOverTexts {
  title: string
  summary: string
  tried: string
  question: string
  nothingTried: string
  why: Record<HandOverReason, string>
  /** To the customer. Figures are put in for `{…}`. */
  number: string
  within: string
  withinOfficeHours: string
  officeHours: string
  closedNow: string
  minutes: [one: string, many: string]
  hours: [one: string, many: string]
  days: [one: string, many: string]
}

const es: HandOverTexts = {
  title: 'El bot entrega esta conversación a una persona',
  summary: 'Resumen',
  tried: 'Lo que intentó el bot',
  question: 'Pregunta pendiente',
  nothingTried: 'Nada.',
  why: {
    named: 'Asignado a quien se indicó.',
    'least-loaded':
      'Asignado a quien menos tickets abiertos tiene de quienes están disponibles, hasta donde se sabe.',
    there: 'Asignado a alguien del grupo que está disponible, hasta donde se sabe.',
    group: 'Asignado al grupo.',
    'agent-away': 'El agente indicado no está disponible: lo recibe el grupo.',
    'nobody-there': 'Nadie del grupo está disponible: lo recibe el grupo.',
    kept: 'Sigue con quien ya lo tenía.',
    unnamed: 'Sin asignar: no se indicó ni agente ni grupo.',
  },
  number: 'Tu número de ticket es {number}.',
  within: 'Una persona te responderá en un plazo de {time}.',
  withinOfficeHours: 'Una persona te responderá en un plazo de {time} dentro del horario de atención.',
  officeHours: 'Horario de atención: {hours}.',
  closedNow: 'Ahora estamos fuera del horario de atención.',
  minutes: ['{n} minuto', '{n} minutos'],
  hours: ['{n} hora', '{n} horas'],
  days: ['{n} día', '{n} días'],
}

const en: HandOverTexts = {
  title: 'The bot hands this conversation over to a person',
  summary: 'Summary',
  tried: 'What the bot tried',
  question: 'Open question',
  nothingTried: 'Nothing.',
  why: {
    named: 'Given to whom was asked for.',
    'least-loaded':
      'Given to whoever is there, as far as the help desk tells, and has the fewest open tickets.',
    there: 'Given to somebody of the group who is there, as far as the help desk tells.',
    group: 'Given to the group.',
    'agent-away': 'The agent who was asked for is not there: the group has it.',
    'nobody-there': 'Nobody of the group is there: the group has it.',
    kept: 'Stays with whoever had it.',
    unnamed: 'Given to nobody: neither an agent nor a group was asked for.',
  },
  number: 'Your ticket number is {number}.',
  within: 'A person will answer you within {time}.',
  withinOfficeHours: 'A person will answer you within {time} of office hours.',
  officeHours: 'Office hours: {hours}.',
  closedNow: 'We are outside office hours now.',
  minutes: ['{n} minute', '{n} minutes'],
  hours: ['{n} hour', '{n} hours'],
  days: ['{n} day', '{n} days'],
}

/** Spanish for `es`, `es-MX` …; English otherwise. */
export const chooseHandOverTexts = (language: string | null): HandOverTexts =>
  /^es\b/i.test(language ?? '') ? es : en
