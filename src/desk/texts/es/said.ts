import type { said as english } from '../en/said.ts'
import type { Translated } from '../translated.ts'

export const said: Translated<typeof english> = {
  saved: 'Guardado.',
  'role-changed': 'El rol ha cambiado. Esa persona tiene que volver a entrar.',
  'user-disabled': 'Ya no puede entrar y se han cerrado todas sus sesiones.',
  'user-enabled': 'Puede volver a entrar.',
  'user-signed-out': 'Se han cerrado todas sus sesiones.',
  'user-added': 'Ya está en la lista y puede entrar.',
  'mode-set': 'El modo está guardado y vale desde el próximo ticket.',
  'triage-stopped': 'El triaje ya no escribe nada.',
  'triage-resumed': 'El triaje vuelve a escribir donde los modos lo permiten.',
  'model-used': 'El modelo está en uso; las demás réplicas lo siguen en unos segundos.',
  paused: 'Está en pausa. Lo que llegue se guarda.',
  resumed: 'Vuelve a estar en marcha.',
  'rules-saved': 'Las reglas están guardadas y en uso.',
  'key-revoked': 'La clave está revocada.',
  'account-saved': 'Tu cuenta está guardada.',
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
