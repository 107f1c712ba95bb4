/**
 * The Spanish part of the corpus has lost its accented letters ("informacin", "aos"). This puts them back where there is but one
 * word that it can have been; what stays damaged is rare. Only for making the model; nobody's text is read through it.
 */
export const repairSpanish = (text: string): string =>
  text.replace(/[A-Za-z]+/g, (word) => {
    const lower = word.toLowerCase()
    const repaired = whole.get(lower) ?? repairEnding(lower)
    if (repaired === lower) return word
    const [first = '', ...rest] = repaired
    return (word[0] === lower[0] ? first : first.toUpperCase()) + rest.join('')
  })

/** Endings that no Spanish word has without its accent. */
const endings: readonly [RegExp, string][] = [
  [/([a-z]{2})cin$/, '$1ción'],
  [/([a-z]{2})xin$/, '$1xión'],
  [/([a-z]{3})nin$/, '$1nión'],
  [/([a-z]{2}[aeiunrl])sin$/, '$1sión'],
  [/([a-z]{3})loga(s?)$/, '$1logía$2'],
  [/([a-z]{2})grafa(s?)$/, '$1grafía$2'],
  [/([a-z]{3})noma(s?)$/, '$1nomía$2'],
  [/([a-z]{3})lgic([oa]s?)$/, '$1lógic$2'],
  [/([a-z]{3})nmic([oa]s?)$/, '$1nómic$2'],
  [/([a-z]{3})mtic([oa]s?)$/, '$1mátic$2'],
  [/([a-z]{2})grfic([oa]s?)$/, '$1gráfic$2'],
  [/([a-z]{2})dmic([oa]s?)$/, '$1démic$2'],
  [/([a-z]{2})fnic([oa]s?)$/, '$1fónic$2'],
  [/([a-z]{2})trnic([oa]s?)$/, '$1trónic$2'],
  [/([a-z]{2})rdic([oa]s?)$/, '$1rídic$2'],
  [/([a-z]{3}[ai]r)n$/, '$1án'],
]

const repairEnding = (word: string): string => {
  for (const [pattern, right] of endings) if (pattern.test(word)) return word.replace(pattern, right)
  return word
}

/** As it stands in the corpus, and as it is written. */
const pairs = `
ms más
aos años
ao año
tambin también
das días
espaa España
espaol español
espaoles españoles
espaola española
as así
est está
estn están
ests estás
adems además
dems demás
slo sólo
travs través
segn según
despus después
qu qué
porqu porqué
cmo cómo
cundo cuándo
cunto cuánto
cul cuál
quin quién
dnde dónde
aqu aquí
ah ahí
all allí
l él
t tú
s sí
m mí
da día
algn algún
ningn ningún
ftbol fútbol
nios niños
nio niño
msica música
pblico público
pblicos públicos
pblica pública
jvenes jóvenes
pelcula película
pelculas películas
mxico México
ltimo último
ltimos últimos
ltima última
ltimas últimas
nmero número
nmeros números
nico único
nica única
fcil fácil
difcil difícil
rpido rápido
rpida rápida
telfono teléfono
televisin televisión
prximo próximo
prxima próxima
mximo máximo
mnimo mínimo
pgina página
pginas páginas
mvil móvil
mviles móviles
tcnico técnico
tcnica técnica
tcnicas técnicas
prctica práctica
prcticas prácticas
poltica política
polticas políticas
poltico político
polticos políticos
econmica económica
econmico económico
acadmico académico
acadmica académica
acadmicos académicos
acadmicas académicas
artculo artículo
artculos artículos
bsqueda búsqueda
campaa campaña
compaa compañía
compaas compañías
compaero compañero
compaeros compañeros
compaera compañera
contrasea contraseña
pequeo pequeño
pequeos pequeños
pequea pequeña
seor señor
seora señora
maana mañana
tamao tamaño
diseo diseño
diseadores diseñadores
sueo sueño
bao baño
ensear enseñar
seal señal
sealar señalar
botn botón
autntica auténtica
automvil automóvil
automtico automático
clsico clásico
clsicos clásicos
cientficos científicos
cientfico científico
vdeo vídeo
cmara cámara
cmaras cámaras
crdito crédito
crditos créditos
cdigo código
catlogo catálogo
categora categoría
categoras categorías
mayora mayoría
energa energía
tecnologa tecnología
tecnologas tecnologías
garanta garantía
haba había
haban habían
podra podría
podran podrían
debera debería
deberan deberían
sera sería
seran serían
tena tenía
tenan tenían
haca hacía
quera quería
queran querían
deca decía
todava todavía
tendr tendrá
tendrn tendrán
podr podrá
podrn podrán
podrs podrás
ser será
sern serán
habr habrá
segua seguía
economa economía
fotografa fotografía
fotografas fotografías
anlisis análisis
regin región
religin religión
caf café
beb bebé
ms más
mtodo método
mtodos métodos
mdico médico
mdicos médicos
mdica médica
lnea línea
lneas líneas
rea área
reas áreas
pas país
pases países
ro río
razn razón
corazn corazón
alemn alemán
francs francés
ingls inglés
inters interés
jardn jardín
saln salón
lder líder
lmite límite
lmites límites
fsico físico
fsica física
qumica química
mquina máquina
mquinas máquinas
lgico lógico
trmino término
trminos términos
trmites trámites
ttulo título
captulo capítulo
vehculo vehículo
vctima víctima
vctimas víctimas
xito éxito
mbito ámbito
ndice índice
rbol árbol
til útil
tiles útiles
fbrica fábrica
frmula fórmula
cncer cáncer
crcel cárcel
cntimo céntimo
envo envío
envos envíos
increble increíble
quizs quizás
quiz quizá
jams jamás
atrs atrás
detrs detrás
encontr encontró
lleg llegó
empez empezó
comenz comenzó
decidi decidió
consigui consiguió
anunci anunció
convirti convirtió
gonzlez González
rodrguez Rodríguez
martnez Martínez
snchez Sánchez
lpez López
garca García
jess Jesús
mara María
andrs Andrés
amrica América
japn Japón
brasilea brasileña
montaa montaña
otoo otoño
cumpleaos cumpleaños
extraa extraña
nia niña
daos daños
dao daño
aadir añadir
acompaar acompañar
caa caña
seas señas
contraseas contraseñas
`

const whole = new Map(
  pairs
    .trim()
    .split('\n')
    .map((line) => line.split(' ') as [string, string])
    .map(([damaged, right]) => [damaged, right.toLowerCase()]),
)
