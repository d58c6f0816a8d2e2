"""Texts to begin with, in plain words: each says only what the portal really does. An administrator makes them the host's own."""

from portal.base.languages import Texts
from portal.policies.models import PolicyKind

FIRST = Texts(en="This is the first version. Everything in it is new.", ar="هذه هي النسخة الأولى. كل ما فيها جديد.")

PARTICIPATION = Texts(
    en="""\
These rules say who can take part, and how. They are the same for everybody.

## Who can take part

Anybody can read and write in an open consultation. You need no account, no name and no mail address. A consultation may be private. Then its page says who is let in, and why.

## How you can speak

- Each consultation says whether you can write without a name, under a name of your choice, or for an organisation.
- An organisation with a confirmed name was checked by an administrator. This gives it no more weight.
- You can write in any language. You may use a simple text or a long one, up to the limit on the form.

## What happens to your words

Moderators apply numbered rules to everybody alike. An opinion is never a reason to leave something out. You can contest every decision, and somebody else then decides.

A summary follows. It links each point to the contributions behind it. You can say what it misread or missed. The responsible body answers each point and says why.

## Your number

You get a number when you send something. It shows you what became of it. Nobody can find a lost number for you.

## Nobody is punished for taking part

Hosts bind themselves not to act against anybody because of what they wrote. The page of each consultation shows that pledge.

## Changes

New rules never work backwards. Your words are judged by the rules of the day on which you wrote.""",
    ar="""\
تقول هذه القواعد من يستطيع أن يشارك وكيف. وهي واحدة للجميع.

## من يستطيع أن يشارك

كل إنسان يستطيع أن يقرأ ويكتب في استشارة مفتوحة. لا تحتاج إلى حساب ولا اسم ولا بريد. قد تكون استشارة ما خاصة. عندئذ تقول صفحتها من يدخلها ولماذا.

## كيف تتكلم

- تقول كل استشارة هل تكتب بلا اسم، أو باسم تختاره، أو عن منظمة.
- المنظمة ذات الاسم المؤكد تحقق منها أحد المديرين. وهذا لا يزيد من وزن كلامها.
- اكتب بأي لغة. واكتب نصا قصيرا أو طويلا، حتى الحد المذكور في الاستمارة.

## ماذا يحدث لكلامك

يطبق المشرفون قواعد مرقمة على الجميع بالتساوي. الرأي ليس سببا لحذف شيء أبدا. تستطيع أن تعترض على كل قرار، وعندئذ يقرر شخص آخر.

بعد ذلك يأتي ملخص. وهو يربط كل نقطة بالمساهمات التي وراءها. وتستطيع أن تقول ما أسيء فهمه أو ما نُسي. ثم تجيب الجهة المسؤولة عن كل نقطة وتذكر السبب.

## رقمك

تحصل على رقم عندما ترسل شيئا. وبه ترى ما حدث لما أرسلته. لا أحد يستطيع أن يجد لك رقما ضائعا.

## لا أحد يعاقب لأنه شارك

يتعهد المضيفون ألا يفعلوا شيئا ضد أحد بسبب ما كتبه. وهذا التعهد في صفحة كل استشارة.

## التغييرات

القواعد الجديدة لا تسري على ما مضى. يُنظر في كلامك بقواعد اليوم الذي كتبت فيه.""",
)

PRIVACY = Texts(
    en="""\
## Who answers for your data

Each consultation names its host. The host answers for what is kept of that consultation. The administrators answer for the portal as a whole.

## Why it is kept

Your words are kept so that they can be read, moderated, summed up and answered. They are used for nothing else. They are not sold, and no profile is made of you.

## What you can do

- You can read what became of your words, with your number.
- You can withdraw your words until the summary is put up. They are then erased.
- You can ask the host what it holds. Without your number it cannot tell which words are yours.
- You can complain to the host, to the administrators, or to the data protection office of your country.

## Who can read what

Everybody can read what is published. What you write to moderators is read by you and by staff of that consultation. Every decision of staff is recorded.""",
    ar="""\
## من المسؤول عن بياناتك

تذكر كل استشارة اسم مضيفها. والمضيف مسؤول عما يُحفظ من تلك الاستشارة. والمديرون مسؤولون عن البوابة كلها.

## لماذا تُحفظ

يُحفظ كلامك لكي يُقرأ ويُراجع ويُلخص ويُجاب عنه. ولا يُستعمل لأي شيء آخر. لا يُباع، ولا يُجمع عنك ملف.

## ما تستطيع أن تفعله

- تستطيع أن تقرأ برقمك ما حدث لكلامك.
- تستطيع أن تسحب كلامك حتى يُعرض الملخص. عندئذ يُمحى.
- تستطيع أن تسأل المضيف ماذا يحفظ. ومن دون رقمك لا يعرف أي كلام هو كلامك.
- تستطيع أن تشكو إلى المضيف، أو إلى المديرين، أو إلى هيئة حماية البيانات في بلدك.

## من يقرأ ماذا

ما يُنشر يقرؤه الجميع. وما تكتبه إلى المشرفين تقرؤه أنت ويقرؤه العاملون في تلك الاستشارة. وكل قرار للعاملين يُسجل.""",
)

ACCESSIBILITY = Texts(
    en="""\
## What we promise

You should be able to take part whatever device you use, and however you read, write and hear. If something keeps you out, that is our fault and not yours.

## If something keeps you out

Every page has a link at its end: “Something keeps me from taking part”. You need no account and no name. You get a number, and an answer within ten working days. What was changed is public, so that others find it too.

## Other ways

Each consultation names another way to take part, such as a meeting, a letter or a telephone number. What comes in that way is read like everything else.""",
    ar="""\
## بماذا نتعهد

من حقك أن تشارك مهما كان جهازك، وكيفما قرأت أو كتبت أو سمعت. إذا منعك شيء فالخطأ عندنا لا عندك.

## إذا منعك شيء

في آخر كل صفحة رابط: «شيء ما يمنعني من المشاركة». لا تحتاج إلى حساب ولا إلى اسم. تحصل على رقم، وعلى جواب خلال عشرة أيام عمل. وما تغيّر يُنشر، لكي يجده غيرك أيضا.

## طرق أخرى

تذكر كل استشارة طريقة أخرى للمشاركة، مثل اجتماع أو رسالة أو رقم هاتف. وما يأتي بتلك الطريقة يُقرأ مثل غيره.""",
)

COMPLAINTS = Texts(
    en="""\
You can complain. It costs nothing, and it does not count against you.

## Which way is right

- **A moderator decided about your words.** Open your page with your number and contest the decision there. A reviewer who did not decide before reads it again.
- **Somebody else's words should not stand there.** Use the link “Report” below them. A moderator answers, and you can see the answer with your number.
- **The summary misread or missed something.** Say so on the page of the summary, while it is open for checking.
- **Something keeps you from taking part.** Use the link at the end of every page.
- **Official words hurt or label people.** Use the same link, and copy the words.
- **Anything else.** Write to one of the people on the page of contacts.

## What you can expect

Appeals and reports are answered in writing, with a reason. The days until which they are due are shown. What is late is shown as late to everybody.

## If you are not content

You may turn to an ombudsperson or to a court of your country. This portal does not take any right away from you.""",
    ar="""\
تستطيع أن تشكو. الشكوى لا تكلفك شيئا، ولا تُحسب ضدك.

## أي طريق هو الصحيح

- **قرر مشرف شيئا في كلامك.** افتح صفحتك برقمك واعترض على القرار هناك. يقرؤه من جديد مراجع لم يقرر من قبل.
- **كلام غيرك لا ينبغي أن يبقى.** استعمل رابط الإبلاغ تحته. يجيب مشرف، وترى الجواب برقمك.
- **أساء الملخص الفهم أو نسي شيئا.** قل ذلك في صفحة الملخص ما دام مفتوحا للمراجعة.
- **شيء ما يمنعك من المشاركة.** استعمل الرابط الذي في آخر كل صفحة.
- **كلام رسمي يجرح الناس أو يصمهم.** استعمل الرابط نفسه، وانسخ الكلمات.
- **أي شيء آخر.** اكتب إلى أحد الأشخاص المذكورين في صفحة الاتصال.

## ماذا تنتظر

يُجاب كتابة ومع ذكر السبب عن الاعتراضات والبلاغات. ويظهر اليوم الذي يجب الجواب قبله. وما تأخر يظهر للجميع متأخرا.

## إذا لم ترضَ

تستطيع أن تتوجه إلى ديوان المظالم أو إلى محكمة في بلدك. هذه البوابة لا تنقص شيئا من حقوقك.""",
)

POLICIES = {
    PolicyKind.PARTICIPATION: PARTICIPATION,
    PolicyKind.PRIVACY: PRIVACY,
    PolicyKind.ACCESSIBILITY: ACCESSIBILITY,
    PolicyKind.COMPLAINTS: COMPLAINTS,
}

_NO_LAW = "A person is not illegal. Say: people without papers."
_NO_LAW_AR = "لا يكون الإنسان غير قانوني. قل: أشخاص بلا أوراق."

WORDS: list[tuple[str, str, str]] = [
    ("en", "illegal immigrant", _NO_LAW),
    ("en", "illegal immigrants", _NO_LAW),
    ("en", "illegal migrant", _NO_LAW),
    ("en", "illegal migrants", _NO_LAW),
    ("en", "illegals", _NO_LAW),
    ("en", "flood of migrants", "People are no flood. Say how many came, and when."),
    ("en", "flood of refugees", "People are no flood. Say how many came, and when."),
    ("en", "the disabled", "Say: people with disabilities."),
    ("en", "the handicapped", "Say: people with disabilities."),
    ("en", "wheelchair-bound", "A wheelchair frees people. Say: people who use a wheelchair."),
    ("en", "suffers from", "Say: has. Whether somebody suffers, they say themselves."),
    ("en", "the blind", "Say: blind people, or people who cannot see."),
    ("en", "the deaf", "Say: deaf people."),
    ("en", "the mentally ill", "Say: people with a mental illness."),
    ("en", "normal people", "Nobody here is not normal. Say whom you mean."),
    ("en", "the homeless", "Say: people without a home."),
    ("en", "the poor", "Say: people with little money."),
    ("en", "the elderly", "Say: older people, or people over 65."),
    ("en", "addicts", "Say: people who depend on drugs."),
    ("en", "drug abusers", "Say: people who use drugs."),
    ("en", "criminals", "Say what was done, and whether a court said so."),
    ("en", "so-called", "This word doubts what people say of themselves. Use their own name."),
    ("en", "gypsies", "Say: Roma, Sinti or Travellers, as the people call themselves."),
    ("en", "uneducated", "Say: people who went to school for a few years."),
    ("en", "vulnerable groups", "Say who is at risk, and of what."),
    ("en", "troublemakers", "Say what people did. Speaking up is no trouble."),
    ("ar", "مهاجر غير شرعي", _NO_LAW_AR),
    ("ar", "مهاجرون غير شرعيين", _NO_LAW_AR),
    ("ar", "مهاجرين غير شرعيين", _NO_LAW_AR),
    ("ar", "مهاجرون غير شرعيون", _NO_LAW_AR),
    ("ar", "هجرة غير شرعية", "قل: هجرة بلا أوراق."),
    ("ar", "سيل من اللاجئين", "الناس ليسوا سيلا. قل كم جاء ومتى."),
    ("ar", "معاق", "قل: شخص ذو إعاقة."),
    ("ar", "معاقون", "قل: أشخاص ذوو إعاقة."),
    ("ar", "معاقين", "قل: أشخاص ذوي إعاقة."),
    ("ar", "معوقين", "قل: أشخاص ذوي إعاقة."),
    ("ar", "مقعد", "قل: شخص يستعمل كرسيا متحركا."),
    ("ar", "مختل عقليا", "قل: شخص لديه مرض نفسي."),
    ("ar", "متخلف", "لا تصف به إنسانا. قل ما تعنيه بالضبط."),
    ("ar", "يعاني من", "قل: لديه. أما المعاناة فيقولها هو."),
    ("ar", "مشردين", "قل: أشخاص بلا مأوى."),
    ("ar", "مشردون", "قل: أشخاص بلا مأوى."),
    ("ar", "مدمنين", "قل: أشخاص يعتمدون على المخدرات."),
    ("ar", "مدمنون", "قل: أشخاص يعتمدون على المخدرات."),
    ("ar", "أسوياء", "كل الناس أسوياء. قل من تعني."),
    ("ar", "غجر", "قل: الروما أو الدوم، كما يسمون أنفسهم."),
    ("ar", "مثيرو الشغب", "قل ما فعله الناس. الكلام ليس شغبا."),
]
"""(language, word, advice)."""
