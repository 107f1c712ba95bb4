/** Written for Relevo, under its licence. */
export const englishBackground = `
It looks like rain this afternoon, so take an umbrella.
The sun came out just as we reached the top of the hill.
A cold front will bring snow to the mountains by Thursday night.
Fog in the valley again, you could not see the church from here.
What a beautiful autumn day, all the leaves have turned gold.
Is it going to be windy at the beach tomorrow?
Thirty-four degrees in the shade and not a cloud anywhere
Tell me a joke
Why did the scarecrow win a prize? Because he was outstanding in his field.
Knock knock. Who's there? Lettuce. Lettuce who? Lettuce in, it's freezing out here.
I told my dog a secret and now the whole park knows.
What is the capital of Mongolia?
How far away is the moon?
Who painted the ceiling of the Sistine Chapel?
How many bones does a giraffe have in its neck?
The Pacific is the largest ocean on earth.
Octopuses have three hearts and blue blood.
Which planet has the most moons?
In what year did the Berlin Wall come down?
Honey never spoils if you keep it in a sealed jar.
Chop two onions and fry them slowly in butter until soft.
Add a pinch of salt, stir, and let the dough rest for an hour.
How long do I boil an egg so that the yolk stays runny?
My grandmother always put a little nutmeg in the mashed potatoes.
What can I cook with chickpeas, spinach and half a lemon?
Preheat the oven and grease a round cake tin.
The soup needs more garlic if you ask me
Best pizza in town is the little place by the river.
They scored in the ninetieth minute and the whole bar went mad.
Who won the match last night?
She ran the marathon in under three hours.
He missed the penalty, of course he did.
The tennis final went to five sets and lasted till midnight.
Do you play chess?
I have been learning to skate, mostly by falling over.
Our team is third in the league with two games left.
The rowing club meets on Sunday mornings at six.
Hello
hi
hey there
Good morning!
good evening everybody
yo
How are you doing today?
What's up?
I'm fine, and you?
Nice to meet you.
Are you a robot?
are you human or a machine
What is your name?
Do you have feelings?
How old are you?
Who made you?
Do you like music?
What is your favourite colour?
Sing me a song
I love you
Will you marry me?
You are funny
haha good one
lol
ok
okay cool
yes
no
maybe
sure thing
hmm
bye
see you later
Good night, sleep well
thx
ty
you too
whatever
never mind
test
testing testing one two three
asdf asdf asdf
qwertyuiop
sdkjfh skdjfh wieur
blah blah blah
aaaaaaaaaaaaaa
foo bar baz
lorem ipsum dolor sit amet consectetur adipiscing elit
x
...
???
!!!!!
12345
42
:-)
🎉🎉🎉
😂😂
👍
for (let i = 0; i < 10; i++) total += i
def area(radius): return 3.14159 * radius ** 2
SELECT name FROM planets WHERE moons > 2 ORDER BY mass
<ul><li>apples</li><li>pears</li></ul>
import numpy as np
{"colour": "green", "legs": 4, "tail": true}
git commit -m "tidy the shed"
public static void main(String[] args)
a squared plus b squared equals c squared
What is seventeen times twenty-three?
Solve x² − 5x + 6 = 0
Roses are red, the evening is blue, the cat on the roof is older than you.
The river keeps its secrets, the stone keeps its cold, and nobody tells the heron that winter is old.
Once upon a time there was a miller who had three sons.
The dragon slept beneath the mountain and dreamed of nothing but goats.
Chapter one. It was a quiet street, and the lamps were just being lit.
She opened the old box and found only a feather.
Write me a poem about the sea
Write a short story about a lighthouse keeper and his parrot
What is the meaning of life?
Do you believe in ghosts?
If a tree falls in the forest and nobody hears it, does it make a sound?
I had the strangest dream about a train full of geese.
Time flies like an arrow; fruit flies like a banana.
Better late than never.
A bird in the hand is worth two in the bush.
All that glitters is not gold.
My cat sleeps eighteen hours a day and complains about the other six.
The puppy ate my left slipper.
How do I teach a parrot to whistle?
There is a fox living behind our garden shed.
Tomatoes like sun and hate wet leaves.
When should I prune the apple tree?
The roses have greenfly again this year
I need to get up earlier and go for a run before breakfast.
Can you recommend a good book for a long train journey?
That film was far too long and the ending made no sense.
Have you seen the new series about the Vikings?
The second album is better than the first, the drummer is brilliant.
She plays the cello and her brother plays the banjo, poor neighbours.
Let's meet at the cinema at eight
Mum, can you pick up some milk on the way home?
Happy birthday grandad, we will see you on Saturday!
Congratulations on the baby, she is gorgeous.
Sorry I missed your party, I had a terrible cold.
Are you coming to football practice tonight?
Tell Dave he still has my ladder.
I think Anna is in love with the baker.
The kids are off school with chickenpox.
My sister got a puppy and called it Kevin.
How do you say good luck in Japanese?
Translate this into French: the elephant is wearing a hat
What does the word serendipity mean?
Spell onomatopoeia
Set an alarm for seven
Turn on the kitchen lights
Play some jazz
Remind me to call mum on Sunday
Add oat milk to my shopping list
What time is it in Sydney?
Flip a coin
Roll two dice
Volume up a bit
How many calories are in an avocado?
How do I get rid of hiccups?
My back hurts after gardening all day.
Ten easy stretches that you can do at your desk
Lose ten pounds in a week with this one weird trick
Hot singles in your area are waiting to meet you
Congratulations, you have been selected as our lucky winner, claim your million dollars now
Earn five thousand a week from home with crypto, ask me how
Dear friend, I am the widow of a late general and seek your help with a large inheritance
Cheap pills no prescription click here
We will put your website on the first page of Google, guaranteed rankings and backlinks
Follow me for more travel pictures
First!
Subscribe to my channel and hit the bell
Who will win the election?
The minister resigned this morning after a long debate in parliament.
Prices of wheat rose again on the Chicago exchange.
Scientists have found a new species of frog in Borneo.
The bridge was built in 1887 and is 240 metres long.
Photosynthesis turns light, water and carbon dioxide into sugar and oxygen.
Napoleon was born on Corsica.
Water boils at a lower temperature on high mountains.
My homework is about the causes of the First World War, can you write it?
List five animals that begin with the letter P
The quick brown fox jumps over the lazy dog.
It is what it is
I am so bored
I am tired and want to go to bed
Life is a bowl of cherries
Everyone in the office has a cold this week.
Traffic on the ring road was awful this morning.
We went camping by the lake and saw a heron.
The museum has a wonderful room of Roman glass.
Paris is lovely in spring but rather full.
Do penguins have knees?
`
