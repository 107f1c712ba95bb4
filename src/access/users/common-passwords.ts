/**
 * Words that begin the passwords people choose most, in the languages of the desk. A password is looked up as it is, and without the
 * digits and signs at its end. Only what can reach ten characters with such an end is here.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password passwords passw0rd p@ssword p@ssw0rd passwort mypassword thepassword newpassword yourpassword
  contraseña contrasena contrasenia micontraseña micontrasena clave claves miclave clavesecreta secreto secreta
  admin administrator administrador administradora root rootroot superuser superadmin system sistema
  qwerty qwertyuiop qwertyui qwerty123456 asdfghjkl asdfghjklñ asdfasdf zxcvbnm zxcvbnmasd qwertz qazwsx qazwsxedc
  1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx abc123 abcd1234 a1b2c3d4 a1b2c3d4e5
  letmein letmeinnow welcome welcome1 welcomeback bienvenido bienvenida bienvenidos hello helloworld hola holahola holamundo
  iloveyou iloveyou2 teamo tequiero tequieromucho teamomucho amor amorcito miamor corazon corazón
  football futbol fútbol baseball basketball barcelona realmadrid madrid bocajuniors riverplate liverpool arsenal chelsea
  princess princesa princesita sunshine shadow monkey dragon master superman batman spiderman pokemon naruto starwars
  michael jordan jessica jennifer michelle nicole daniel charlie alejandro alejandra andrea carlos fernando gabriela
  changeme changemenow cambiame cámbiame default temporal temporary test testing testtest prueba pruebas demo guest invitado
  login signin access acceso secret secrets topsecret trustno1 whatever computer computadora ordenador internet
  company empresa soporte support helpdesk servicio relevo freshdesk zendesk botpress agente agent supervisor
  summer winter spring autumn verano invierno primavera otoño january enero february febrero march marzo april abril
  june junio july julio august agosto september septiembre october octubre november noviembre december diciembre
  monday tuesday wednesday thursday friday lunes martes miercoles miércoles jueves viernes españa mexico méxico argentina colombia
  `
    .trim()
    .split(/\s+/),
)
