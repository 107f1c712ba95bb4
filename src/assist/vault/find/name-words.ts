/** What joins the parts of a name. */
export const particles: ReadonlySet<string> = new Set(
  'de del la las los y e i da do das dos van von der den di le el bin al mac'.split(' '),
)

/** Parts of names that are everyday words too: a name only where they begin with a capital letter. Folded. */
export const everydayNames: ReadonlySet<string> = new Set(
  (
    'rosa luz sol mar cruz blanco rojo negro calle rey reyes leon paz flor flores campo campos rios rio torre torres vega prado ' +
    'iglesia castillo mayor marin nieves pilar mercedes consuelo dolores angel angeles santos guerra bueno delgado rubio moreno ' +
    'calvo cano hidalgo caballero guerrero herrero zapatero pastor cordero carrera serrano viernes domingo abril amor esperanza ' +
    'estrella gloria gracia gracias victoria alba aurora clara blanca bella linda paloma perla violeta margarita cielo salvador ' +
    'lobo toro gallo vaca peña roca fuente fuentes pozo mora parra viña rivera ribera sierra montes monte llano soto ' +
    'will mark grant bill rob sue may june april august rose lily grace hope faith joy dawn summer art drew chase frank jack ' +
    'young long short black white brown green gray grey king knight bishop baker cook carter mason fisher hunter cooper smith ' +
    'wood woods stone hill field fields banks brooks rivers lake moon day love price rice bush park parks page read case cash ' +
    'best good head hand foot ford bell ball bond cross church crane fox wolf bird lane street west north east south post nick ' +
    'max ray dean gene pat penny sandy rusty dusty ivy iris ruby amber crystal pearl star guy miles norm so an do in no si'
  ).split(' '),
)

/** Of these, what so often begins a sentence that it is no name there. Folded. */
export const sentenceStarts: ReadonlySet<string> = new Set(
  'will may so an do in no si mark grant page read case best good day post price drew gracias sue rob can'.split(
    ' ',
  ),
)

/** A shop, a team or an office, whatever stands before it: "Dear Acme Support". Folded. */
export const organisations: ReadonlySet<string> = new Set(
  (
    'support team service services customer department desk store shop center centre group company office bank solutions ' +
    'corporation staff representative equipo soporte servicio servicios atencion tienda departamento grupo banco oficina centro ' +
    'empresa suporte equipe equipa sa sl inc ltd gmbh llc software online'
  ).split(' '),
)

/** What stands where a name would, and is none. Folded. */
export const notNames: ReadonlySet<string> = new Set(
  (
    'equipo soporte servicio atencion cliente clientes departamento tecnico tecnica administracion administrador usuario usuaria ' +
    'buenos buenas buen dias tardes noches dia hola gracias saludos cordial cordiales senor senora senores senoras todos todas ' +
    'amigo amiga amigos companeros compañero team support service customer customers department admin administrator user users ' +
    'help desk there all everyone everybody sir madam sirs folks friend friends good morning afternoon evening hi hello thanks ' +
    'thank you regards best kind dear hey please the a an and or to your my our we i it this that is are was not very ' +
    'el la los las un una unos unas mi su tu yo no si ya es que por para con sin desde cuando como pero porque tengo quiero ' +
    'necesito quisiera he ha han hay estoy esta muy mas le les me te se nos os lo al del en a y o de compre hice pague ' +
    'nuevo nueva titular propietario propietaria dueño responsable autonomo estudiante consumidor interesado interesada ' +
    'new trying having getting looking writing unable still also just really sorry sure afraid happy unhappy calling waiting ' +
    'using sending info informacion ventas sales billing facturacion contabilidad marketing bot asistente virtual chat agente agent ' +
    'lunes martes miercoles jueves viernes sabado domingo enero febrero marzo mayo junio julio agosto septiembre octubre ' +
    'noviembre diciembre monday tuesday wednesday thursday friday saturday sunday january february march july september october ' +
    'november december windows office outlook word excel teams google apple microsoft iphone android samsung wifi vpn ' +
    'internet email mail correo web app pedido order factura invoice cuenta account problema problem error urgente urgent ' +
    'technical tech product products producto productos sincerely sinceramente cordialmente cordially respectfully faithfully yours ' +
    'as estamos hr it atendimento incidencia supplement calling looking interested curious here currently planning ready glad ' +
    'nombre name returns devoluciones jira software store shop tienda online suporte equipe equipa atualizacao actualizacion servicios ' +
    'services seguridad security recursos humanos human resources finance finanzas legal operations operaciones gerencia direccion ' +
    'compras logistica logistics almacen warehouse shipping cloud digital solutions group center centre staff bank banco oficina office ' +
    'relevo empresa company sl sa slu inc ltd gmbh llc enviado sent from desde adelantado antemano mano atentamente pronto'
  )
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(' '),
)
