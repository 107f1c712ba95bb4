import type { users as english } from '../en/users.ts'
import type { Translated } from '../translated.ts'

export const users: Translated<typeof english> = {
  title: 'Personas',
  mean: 'Quién puede entrar aquí. A nadie se le borra, se le desactiva: su nombre queda junto a lo que hizo.',
  name: 'Nombre',
  email: 'Correo electrónico',
  role: 'Rol',
  state: 'Estado',
  seen: 'Última visita',
  actions: 'Cambiar',
  never: 'nunca',
  now: 'ahora',
  you: 'tú',
  states: {
    active: 'puede entrar',
    invited: 'aún no ha venido',
    locked: 'en espera: contraseñas equivocadas',
    disabled: 'sin acceso',
  },
  byProvider: 'con proveedor',
  of: (what: string, name: string) => `${what}: ${name}`,
  roleOf: (name: string) => `Rol de ${name}`,
  setRole: 'Cambiar rol',
  disable: 'Quitar el acceso',
  enable: 'Devolver el acceso',
  link: 'Enlace nuevo',
  signOut: 'Cerrar sus sesiones',
  invite: 'Invitar a alguien',
  inviteMeans:
    'Recibes un enlace que entregas tú; no se envía ningún correo. Quien lo abra elige una contraseña, una sola vez y en tres días.',
  inviteSubmit: 'Crear el enlace',
  inviteAdd: 'Añadir',
  inviteProvider: (name: string) => `Puede entrar ya con ${name}, con esta dirección.`,
  linkTitle: (name: string) => `Enlace para ${name}`,
  linkOnce: 'Solo se muestra esta vez. Entrégalo por un medio que solo pueda leer esa persona.',
  linkUntil: 'Sirve hasta',
  roles: {
    agent: 'tickets, borradores, respuestas, derivaciones',
    supervisor: 'además: la reparación y el clasificador',
    admin: 'además: los ajustes y las personas',
  },
  faults: {
    email: 'Escribe una dirección de correo, como ana@example.com.',
    name: 'Escribe un nombre, de hasta 100 caracteres.',
    'email-taken': 'Ya hay alguien con esta dirección; mira la lista.',
    'last-admin':
      'No quedaría nadie que pueda cambiar los ajustes. Haz antes administrador a alguien que ya haya entrado.',
    role: 'No existe ese rol.',
    disabled: 'Quien no tiene acceso no recibe enlaces. Devuélveselo primero.',
  },
}
