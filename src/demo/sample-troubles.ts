import type { SampleHandoff } from './sample-handoffs.ts'

/** What comes after the proof, for the repair desk to show: one that cannot be answered, one that a rule keeps for a person. */
export const troubles: readonly SampleHandoff[] = [
  {
    source: 'betsur',
    body: {
      message_id: 'demo-10',
      user_email: 'elena.rios@example',
      user_name: 'Elena Ríos',
      conversation_summary: 'Pide el cambio de titular de la cuenta; dice que ya mandó los documentos.',
      category: 'Acceso',
    },
  },
  {
    source: 'institucional',
    body: {
      message_id: 'demo-11',
      user_email: 'direccion@colegio-alborada.example',
      user_name: 'Dirección Alborada',
      conversation_summary:
        'Anuncian que su abogado escribirá por el retraso en la entrega del aula de informática.',
      category: 'Reclamación',
    },
  },
]
