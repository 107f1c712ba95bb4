/** Portuguese, French, German, Italian, Catalan, Dutch and some more. Written for Relevo, under its licence. */
export const otherBackground = `
Parece que vai chover à tarde, leve o guarda-chuva.
Que calor, não dá nem para respirar.
Conta uma piada
Qual é a capital da Mongólia?
Refogue duas cebolas em azeite e junte o alho picado.
O bolo da minha avó leva canela e raspa de limão.
Eles marcaram no último minuto e o bar inteiro gritou.
Quem ganhou o jogo de ontem?
Oi, tudo bem?
Bom dia
boa noite, durma bem
kkkkkk
beleza
tchau
Você é um robô?
Era uma vez um moleiro que tinha três filhos.
O gato dorme dezoito horas por dia.
Escreve um poema sobre o mar
Mais vale um pássaro na mão do que dois a voar.
Feliz aniversário, vovô, até sábado!
Toca um samba
Que horas são em Sydney?
O rio guarda o seu frio e a pedra guarda o seu sal.
Estou com sono e quero ir para a cama
A ponte foi construída em 1887 e tem 240 metros.
Il va pleuvoir cet après-midi, prends un parapluie.
Quelle chaleur, on ne respire plus.
Raconte-moi une blague
Quelle est la capitale de la Mongolie ?
Émincez deux oignons et faites-les revenir dans du beurre.
Ma grand-mère mettait toujours un peu de muscade dans la purée.
Ils ont marqué à la dernière minute et tout le café a crié.
Qui a gagné le match hier soir ?
Bonjour
salut ça va ?
bonne nuit
mdr
d'accord
à plus
Tu es un robot ?
Il était une fois un meunier qui avait trois fils.
Le chat dort dix-huit heures par jour et se plaint le reste du temps.
Écris un poème sur la mer
Un tiens vaut mieux que deux tu l'auras.
Joyeux anniversaire papi, à samedi !
Mets un peu de jazz
Quelle heure est-il à Sydney ?
Le fleuve garde son froid et la pierre garde son sel.
Les enfants ont la varicelle.
Le musée a une très belle salle de verre romain.
Heute Nachmittag soll es regnen, nimm einen Schirm mit.
So eine Hitze, man kann kaum atmen.
Erzähl mir einen Witz
Was ist die Hauptstadt der Mongolei?
Zwei Zwiebeln würfeln und langsam in Butter dünsten.
Meine Oma hat immer etwas Muskat an den Kartoffelbrei getan.
In der letzten Minute fiel das Tor und die ganze Kneipe tobte.
Wer hat gestern gewonnen?
Hallo
Guten Morgen
moin
wie geht's?
gute Nacht, schlaf gut
haha
alles klar
tschüss
Bist du ein Roboter?
Es war einmal ein Müller, der hatte drei Söhne.
Die Katze schläft achtzehn Stunden am Tag.
Schreib ein Gedicht über das Meer
Morgenstund hat Gold im Mund.
Alles Gute zum Geburtstag, Opa, bis Samstag!
Spiel etwas Jazz
Wie spät ist es in Sydney?
Der Fluss behält sein Schweigen, der Stein behält sein Salz.
Auf dem Ring war heute früh wieder Stau.
Die Tomaten mögen Sonne und keine nassen Blätter.
Nel pomeriggio pioverà, prendi l'ombrello.
Che caldo, non si respira.
Raccontami una barzelletta
Qual è la capitale della Mongolia?
Soffriggere la cipolla a fuoco lento con un filo d'olio.
Mia nonna metteva sempre la noce moscata nel purè.
Hanno segnato all'ultimo minuto e il bar è impazzito.
Chi ha vinto la partita ieri sera?
Ciao
buongiorno a tutti
come stai?
buonanotte
ahahah
va bene
Sei un robot?
C'era una volta un mugnaio che aveva tre figli.
Il gatto dorme diciotto ore al giorno.
Scrivi una poesia sul mare
Chi va piano va sano e va lontano.
Tanti auguri nonno, ci vediamo sabato!
Metti un po' di musica
Il ponte fu costruito nel 1887.
Aquesta tarda plourà, agafa el paraigua.
Quina calor que fa avui.
Explica'm un acudit
Quina és la capital de Mongòlia?
Sofregeix dues cebes amb oli d'oliva a foc lent.
Van marcar al minut noranta i el bar es va tornar boig.
Bon dia
bona nit
com estàs?
adéu-siau
Hi havia una vegada un moliner que tenia tres fills.
El gat dorm divuit hores al dia.
Escriu-me un poema sobre el mar
Qui no vulgui pols que no vagi a l'era.
Per molts anys, avi, ens veiem dissabte!
Vanmiddag gaat het regenen, neem een paraplu mee.
Wat een hitte, je kunt nauwelijks ademen.
Vertel eens een mop
Wat is de hoofdstad van Mongolië?
Fruit twee uien zachtjes in de boter.
In de laatste minuut viel het doelpunt en het hele café juichte.
Hallo allemaal
goedemorgen
hoe gaat het?
welterusten
doei
Ben jij een robot?
Er was eens een molenaar met drie zonen.
De kat slaapt achttien uur per dag.
Schrijf een gedicht over de zee
Wie het kleine niet eert, is het grote niet weerd.
Gefeliciteerd opa, tot zaterdag!
Po południu będzie padać, weź parasol.
Cześć, jak się masz?
Był sobie młynarz, który miał trzech synów.
Dzień dobry
Det ska regna i eftermiddag, ta med paraply.
Hej, hur mår du?
Det var en gång en mjölnare som hade tre söner.
Det bliver regn i eftermiddag.
God morgen, sov du godt?
Tänään sataa koko päivän.
Hyvää huomenta
Bugün öğleden sonra yağmur yağacak.
Merhaba, nasılsın?
Bir varmış bir yokmuş, üç oğlu olan bir değirmenci varmış.
Azi plouă toată ziua, ia umbrela.
Bună dimineața
Délután esni fog az eső.
Szia, hogy vagy?
Odpoledne bude pršet, vezmi si deštník.
Dobrý den
Gaur arratsaldean euria egingo du.
Kaixo, zer moduz?
Hoxe vai chover toda a tarde.
Bo día, que tal?
Сегодня после обеда будет дождь, возьми зонт.
Привет, как дела?
Жил-был мельник, и было у него три сына.
Сьогодні сонячно і тепло
Добър ден
Σήμερα θα βρέξει, πάρε ομπρέλα.
Καλημέρα
今日は午後から雨が降るそうです。
こんにちは、元気ですか
今天下午会下雨,记得带伞。
你好
오늘 오후에 비가 온대요
안녕하세요
سيهطل المطر بعد الظهر
مرحبا كيف حالك
שלום, מה נשמע
आज दोपहर में बारिश होगी
नमस्ते
สวัสดี วันนี้อากาศดี
Chiều nay trời sẽ mưa
Xin chào
Sore ini akan hujan, bawa payung.
Apa kabar?
Hodie pluet; umbram amo, solem exspecto.
Gallia est omnis divisa in partes tres.
`
