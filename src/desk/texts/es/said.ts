import type { said as english } from '../en/said.ts'
import type { Translated } from '../translated.ts'

export const said: Translated<typeof english> = {
  saved: 'Guardado.',
  'signed-out': 'Has salido.',
  learning: 'Ha empezado el entrenamiento. Va en segundo plano y el modelo nuevo solo se usa si es mejor.',
}
