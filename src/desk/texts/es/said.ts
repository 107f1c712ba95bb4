import type { said as english } from '../en/said.ts'
import type { Translated } from '../translated.ts'

export const said: Translated<typeof english> = {
  saved: 'Guardado.',
  'signed-out': 'Has salido.',
  again:
    'Inténtalo de nuevo, por favor: la página llevaba demasiado tiempo abierta o tu navegador no guarda cookies de esta dirección. No se cambió nada.',
  'signed-out-everywhere': 'Has salido de todas partes.',
  welcome: 'Ya estás dentro. La próxima vez, entra con tu correo y tu contraseña.',
  'password-changed': 'La contraseña ha cambiado y las demás sesiones se han cerrado.',
  learning: 'Ha empezado el entrenamiento. Va en segundo plano y el modelo nuevo solo se usa si es mejor.',
  dismissed: 'Descartada.',
  'sent-again': 'Vuelve a ponerse en camino.',
  'rule-written': 'La regla está escrita y ya vale.',
}
