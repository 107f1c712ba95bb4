/** Written for Relevo, under its licence. */
export const spanishBackground = `
Parece que va a llover esta tarde, llévate el paraguas.
Qué calor hace hoy, no se puede ni respirar.
Mañana nevará por encima de los ochocientos metros.
Amaneció con niebla y no se veía la torre de la iglesia.
¿Hará viento el domingo en la playa?
Está lindo el día para salir a caminar
Se viene una tormenta bárbara desde el sur
Cuéntame un chiste
Contame algo gracioso
¿Qué le dice un jaguar a otro jaguar? Jaguar you.
Van dos y se cae el de en medio.
¿Cuál es la capital de Mongolia?
¿A qué distancia está la luna?
¿Quién pintó Las Meninas?
¿Cuántos huesos tiene el cuerpo humano?
El Amazonas es el río más caudaloso del mundo.
Los pulpos tienen tres corazones.
¿En qué año cayó el muro de Berlín?
El colibrí puede volar hacia atrás.
Simón Bolívar nació en Caracas en 1783.
Se pican dos cebollas y se sofríen a fuego lento con aceite de oliva.
Agrega una pizca de sal y deja reposar la masa una hora.
La tortilla, ¿con cebolla o sin cebolla?
¿Cuánto tiempo se cuece un huevo para que quede la yema líquida?
Mi abuela le ponía canela al arroz con leche.
¿Qué puedo cocinar con garbanzos, espinacas y medio limón?
Las arepas se hacen con harina de maíz y un poco de agua tibia
El asado del domingo quedó riquísimo, che
El mole lleva chocolate, chiles y mucha paciencia.
Los tacos de la esquina son los mejores del barrio.
Marcaron en el minuto noventa y el bar se volvió loco.
¿Quién ganó el partido de anoche?
Falló el penal, no lo puedo creer.
La final de tenis duró cinco horas.
¿Juegas al ajedrez?
El domingo corro la media maratón
Vamos terceros en la liga y quedan dos jornadas.
El ciclista atacó en el último puerto y nadie pudo seguirle.
Hola
hola q tal
Buenas
Buenos días
Buenas tardes a todos
buenas noches, que descanses
Holiii
¿Cómo estás?
¿Qué onda?
¿Qué más, parce?
¿Cómo andás?
Todo bien, ¿y tú?
Mucho gusto
¿Eres un robot?
sos una maquina o una persona
¿Cómo te llamas?
¿Cuántos años tienes?
¿Tienes novio?
¿Te gusta la música?
¿Cuál es tu color favorito?
Cántame una canción
te quiero mucho
¿Te casas conmigo?
Qué gracioso eres
jajajaja
jeje
vale
dale
sí
quizás
bueno pues nada
ajá
adiós
hasta luego
nos vemos
chao
igualmente
da igual
no importa
órale
prueba
probando probando uno dos tres
asdasdasd
ñlkjñlkj
jkahsdkjh qwoieu
bla bla bla
aaaaaaa
¿?
¡¡¡!!!
💃💃
🙈
7
para i en rango(10): imprimir(i)
¿Cuánto es diecisiete por veintitrés?
El cuadrado de la hipotenusa es igual a la suma de los cuadrados de los catetos.
Verde que te sueño verde, la luna no sabe nadar, y el gato que duerme en la torre la mira sin preguntar.
El río guarda su frío, la piedra guarda su sal, y nadie le dice a la garza que pronto vendrá el temporal.
Érase una vez un molinero que tenía tres hijos.
El dragón dormía debajo de la montaña y soñaba con cabras.
Capítulo primero. La calle estaba en silencio y acababan de encender las farolas.
Abrió la caja vieja y solo encontró una pluma.
Escríbeme un poema sobre el mar
Escribe un cuento corto de un farero y su loro
¿Cuál es el sentido de la vida?
¿Crees en los fantasmas?
Soñé que viajaba en un tren lleno de gansos.
Más vale tarde que nunca.
A caballo regalado no se le mira el diente.
Quien mucho abarca poco aprieta.
No por mucho madrugar amanece más temprano.
Mi gato duerme dieciocho horas al día y se queja las otras seis.
El perrito se comió mi zapatilla izquierda.
¿Cómo se le enseña a silbar a un loro?
Los tomates quieren sol y poca agua en las hojas.
¿Cuándo hay que podar el manzano?
Este año los rosales tienen pulgón otra vez
Tengo que madrugar más y salir a correr antes del desayuno.
¿Me recomiendas una novela para un viaje largo en tren?
La película se hace larga y el final no tiene sentido.
¿Has visto la serie nueva de los vikingos?
El segundo disco es mejor que el primero, el baterista es una bestia.
Mi prima toca el violonchelo y mi primo el tambor, pobres vecinos.
¿Quedamos a las ocho en el cine?
Mamá, ¿puedes traer leche cuando vuelvas?
¡Feliz cumpleaños, abuelo, nos vemos el sábado!
Enhorabuena por la niña, es preciosa.
Perdona que no fuera a tu fiesta, tenía un resfriado tremendo.
¿Vienes hoy al entrenamiento?
Dile a David que todavía tiene mi escalera.
Creo que Ana está enamorada del panadero.
Los niños están en casa con varicela.
Mi hermana se compró un cachorro y le puso Manolo.
¿Cómo se dice buena suerte en japonés?
Traduce al francés: el elefante lleva sombrero
¿Qué significa la palabra melifluo?
Pon una alarma a las siete
Enciende la luz de la cocina
Pon algo de cumbia
Recuérdame llamar a mi madre el domingo
Apunta avena en la lista de la compra
¿Qué hora es en Sídney?
Tira una moneda al aire
Sube el volumen
¿Cuántas calorías tiene un aguacate?
¿Cómo se quita el hipo?
Me duele la espalda de estar todo el día en la huerta.
Diez estiramientos fáciles para hacer en casa
Baja diez kilos en una semana con este truco
Felicidades, has sido elegido ganador de un millón de dólares, reclama tu premio ya
Gana cinco mil a la semana desde tu casa con criptomonedas, pregúntame cómo
Estimado amigo, soy la viuda de un general y busco ayuda para mover una herencia
Chicas solteras cerca de ti quieren conocerte
Posicionamos tu página en el primer lugar de Google, resultados garantizados
Amarres de amor, brujo efectivo, trabajos en veinticuatro horas
Sígueme para ver más fotos de mis viajes
¿Quién va a ganar las elecciones?
El ministro dimitió esta mañana tras un largo debate en el congreso.
Subió otra vez el trigo en la bolsa de Chicago.
Descubren una nueva especie de rana en Borneo.
El puente se construyó en 1887 y mide 240 metros.
La fotosíntesis convierte la luz, el agua y el dióxido de carbono en azúcar y oxígeno.
Napoleón nació en Córcega.
Hazme la tarea de historia sobre la Revolución mexicana
Dime cinco animales que empiecen por la letra pe
El veloz murciélago hindú comía feliz cardillo y kiwi.
Qué aburrimiento
Tengo sueño y me quiero ir a la cama
Así es la vida
Media oficina está resfriada esta semana.
Había un tráfico horrible en la circunvalación.
Fuimos de acampada al lago y vimos una garza.
El museo tiene una sala preciosa de vidrio romano.
París está precioso en primavera pero lleno de gente.
¿Los pingüinos tienen rodillas?
Ayer se fue la luz en el pueblo y cenamos con velas.
Mi tía hace ganchillo mientras ve la telenovela.
Los Reyes Magos llegan por la noche con sus camellos.
Voy a aprender a tocar la guitarra este verano
`
