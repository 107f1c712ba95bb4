import type { TriageTexts } from './triage-texts.ts'

export const es: TriageTexts = {
  language: 'es',
  seems: (category) => `Parece que trata de: ${category}`,
  confidence: (percent) => `Confianza: ${percent} %`,
  fields: { group: 'Grupo', priority: 'Prioridad', type: 'Tipo', tags: 'Etiquetas' },
  priorities: { low: 'Baja', medium: 'Media', high: 'Alta', urgent: 'Urgente' },
  written: (field, after, before) =>
    before === null ? `Rellenado: ${field}: ${after}` : `Cambiado: ${field}: ${after} (antes: ${before})`,
  routed: (group) => `Sin seguridad suficiente para clasificarlo: asignado al grupo ${group}`,
  suggested: (field, after) => `Sugerencia: ${field}: ${after}`,
  similar: 'Tickets resueltos parecidos',
  automatic: 'Relevo escribió esta nota por su cuenta; nadie la ha revisado.',
  nothingWritten: 'No se cambió nada del ticket.',
}
