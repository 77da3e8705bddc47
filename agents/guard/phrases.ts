import type { WarningKind } from '../../shared/toolCard.ts';

/**
 * What is said to machines that read, in plain lower case (see `plain`). Gaps are bounded and stand alone, so that no text
 * makes a rule slow.
 */
export type Phrase = { kind: Exclude<WarningKind, 'hidden' | 'encoded'>; says: RegExp };

const MACHINE =
  '(?:ai|a\\.i\\.|llms?|gpt|chatgpt|copilot|gemini|claude|(?:large )?language models?|chat ?bots?|(?:ai|virtual|digital) (?:assistants?|agents?|models?|systems?|bots?|browsers?|summari[sz]ers?|reviewers?|crawlers?|tools?)|(?:coding|browsing|autonomous) agents?)';
const MASCHINE =
  '(?:kis?|llms?|gpt|chatgpt|copilot|gemini|claude|sprachmodelle?n?|chat ?bots?|(?:ki|ai)[- ]?(?:assistent(?:in|en)?|agent(?:en)?|modelle?|systeme?|bots?)|künstliche intelligenz(?:en)?|assistenzsysteme?)';
const ORDERS =
  '(?:instructions?|prompts?|directives?|guidelines?|system (?:messages?|prompts?|rules)|programming|safety (?:rules|measures|guidelines|filters?)|rules you (?:were|have been) (?:given|told)|orders? (?:you|from)|rules (?:above|before)|context above)';
const WEISUNGEN =
  '(?:anweisungen?|instruktionen?|vorgaben|befehle|richtlinien|system-?prompts?|prompts?|sicherheitsregeln|anordnungen|regeln)';
const TALK =
  "(?:(?:chat|message|conversation) (?:history|log|contents?)|(?:this|the|our|entire|whole|full) (?:conversation|chat|dialog(?:ue)?)|system prompt|(?:the|this|your) user'?s? (?:data|e-?mails?|messages?|passwords?|credentials?|secrets?|tokens?|address|personal data|private data|name|files|documents?|api keys?|location)|everything you know|all (?:the )?(?:secrets|passwords|credentials|api keys|private data|personal data) you|(?:secrets?|keys?|passwords?|tokens?|credentials?) (?:you (?:know|have|can find)|from (?:the|your|this) (?:conversation|chat|context|memory|environment))|your (?:memory|context|environment variables|conversation|chat history|initial instructions))";
const GESPRÄCH =
  '(?:chat-?verlauf|gesprächsverlauf|(?:dieses|das|ganze|gesamte) gespräch|(?:diese|die|ganze|gesamte) unterhaltung|system-?prompt|(?:passw(?:ort|örter)|zugangsdaten|nachrichten|daten|mails?|e-mails?|geheimnisse|schlüssel|dateien|adresse) (?:des|der|deines|deiner) (?:be)?nutzer[sn]?|alles,? was du (?:weißt|weisst|kennst))';
const PLACE =
  '(?:https?:\\/\\/|hxxps?:|www\\.|[\\w.+-]{1,40}@[\\w-]{1,40}\\.\\w|webhook|[a-z0-9-]{2,40}\\.(?:com|net|org|io|example|test|de|ru|xyz|dev|app)\\b)';

function says(source: string): RegExp {
  return new RegExp(source, 'u');
}

/** One of these is enough. */
export const PHRASES: readonly Phrase[] = [
  {
    kind: 'orders',
    says: says(
      `\\b(?:ignore|disregard|forget|override|bypass|discard|skip|stop following|do(?: not|n't) (?:follow|obey)) (?:absolutely |completely |now )?(?:all |any |every |the |of |your |my |these |those ){0,4}(?:previous|prior|above|earlier|preceding|former|foregoing|original|initial|existing|system|other|developer'?s?|safety)(?:ly)? (?:and \\w{1,12} |or \\w{1,12} |given |system |user |safety ){0,2}${ORDERS}`,
    ),
  },
  {
    kind: 'orders',
    says: says(
      `\\b(?:ignore|disregard|forget|override|bypass|discard) (?:all |any |every |of |the ){0,3}(?:your |all )${ORDERS}`,
    ),
  },
  {
    kind: 'orders',
    says: says(
      `\\b(?:ignore|disregard|forget) (?:everything|anything|all|whatever|what)(?: that| which)?(?: you(?: were|'ve been| have been)? (?:told|instructed|taught|given)| (?:said |written |stated )?(?:above|before this|prior to this))`,
    ),
  },
  {
    kind: 'orders',
    says: says(
      `^[^a-z]{0,8}(?:important |urgent |hidden |secret |special )?(?:note|notice|message|attention|instructions?|reminder|warning|memo|hint|hello|hi|hey|dear|listen|to|for)[:,!]?(?: (?:to|for))?(?: (?:all|any|every|the|an|our|dear|whichever|you))? ?${MACHINE}(?: (?:reading|processing|summari[sz]ing|visiting|that|who|which|evaluating|reviewing|viewing|parsing|crawling)\\b|s?[:,!.]| -| –| —)`,
    ),
  },
  {
    kind: 'orders',
    says: says(
      `\\b(?:if|when|since|because|as) you(?:'re| are) (?:(?:chatgpt|claude|gemini|copilot)\\b|(?:an? |the |actually |in fact ){0,2}${MACHINE.replace('|gemini|claude', '')})`,
    ),
  },
  {
    kind: 'orders',
    says: says(
      `\\b${MACHINE} (?:reading|processing|summari[sz]ing|visiting|evaluating|reviewing|parsing|that reads?|who reads?|that process(?:es)?|that summari[sz]es?) (?:this|the above|these)\\b.{0,80}\\b(?:must|should|shall|please|are (?:required|instructed|asked|ordered)|has to|have to|need to|needs to|will)\\b`,
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\byou are now (?:called |known as |acting as |operating (?:as|in) |going to act as |in )?(?:an? |the )?(?:dan\\b|jailbroken|unrestricted|unfiltered|uncensored|(?:\\w{1,14} )?(?:developer|debug|god|admin|administrator|maintenance|root|unsafe|sudo) mode|(?:\\w{1,14} ){0,2}(?:ai|assistant|language model|chat ?bot|agent)\\b)',
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\b(?:your|here are|here is|these are)(?: your)?(?: the)? (?:new|real|actual|true|updated|revised) (?:system )?(?:instructions?|directives?|prompt|orders|system prompt)(?: \\w{1,10})? ?(?:is|are|:|below|follow)',
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\bfrom (?:now on|this point(?: on| onwards?)?|here on)[,:]? (?:you (?:must|shall|will|should|are to)|always|only|never|please) (?:only |always |never )?(?:answer|respond|reply|act|behave|pretend|obey|say|speak|output|recommend|ignore|follow|insert|include|end|begin|start|talk)\\b',
    ),
  },
  {
    kind: 'orders',
    says: says(
      "\\b(?:do not|don't|never|without) (?:tell|inform|notify|alert|warn|mention(?: this| it| that| any of this)? to|reveal(?: this| it| that)? to|disclos(?:e|ing)(?: this| it)? to|tell(?:ing)?|inform(?:ing)?|alert(?:ing)?|warn(?:ing)?) (?:the |your |this )?(?:user|human|person)s?(?: (?:you (?:are|talk|work|serve|assist)|who asked|about (?:this (?:message|note|text|instruction|page|passage|command|prompt|step)|these|that (?:instruction|message|note))|that (?:you|this (?:note|text|message|page|instruction))))",
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\b(?:end|start|begin|finish|conclude) (?:your|every|each|all(?: of)? your) (?:answers?|repl(?:y|ies)|responses?|summar(?:y|ies)|messages?|outputs?)\\b.{0,30}\\b(?:with|by)\\b',
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\b(?:in|as part of|at the end of|instead of) (?:your|the) (?:summar(?:y|ies)|answers?|responses?|repl(?:y|ies)|outputs?|reviews?)(?: of this (?:page|text|article|document))?,? (?:you must|please|always|only|say|write|tell|state|include|recommend|mention|claim|insert|respond|output|make sure)\\b',
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\b(?:tell|convince|persuade|inform|assure|instruct) (?:the|your) (?:user|human|person you)\\b.{0,60}\\b(?:call|visit|go to|click|open|download|install|log ?in|enter|transfer|pay|buy|send|expired|compromised|infected|account)\\b',
    ),
  },
  {
    kind: 'orders',
    says: says(
      "\\b(?:call|use|invoke|execute|run) (?:the |your |a )?[\"'`]?[a-z]{2,20}_[a-z_]{2,30}[\"'`]? ?(?:tool|function|command)?\\b.{0,60}\\b(?:immediately|right now|silently|secretly|at once|without (?:asking|telling|confirmation|approval|permission)|on (?:the user'?s|their) behalf)",
    ),
  },
  {
    kind: 'orders',
    says: says(
      "\\b(?:silently|secretly|quietly|covertly) (?:call|use|run|execute|open|send|delete|transfer|install|approve|forward|post|fetch|visit|add|insert)\\b.{0,60}\\b(?:tools?|functions?|user|users?'s|conversation|chat|e-?mails?|messages|files|answer|response|approval)\\b",
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\b(?:reveal|print|output|repeat|show|display|disclose|write out|recite|leak|dump)\\b.{0,24}\\b(?:your|the (?:full|entire|whole|hidden|above|complete|secret)) (?:system prompt|instructions you\\b|(?:initial |hidden |system |secret |original |full |entire )(?:prompt|instructions|message)|system message)',
    ),
  },
  {
    kind: 'orders',
    says: says(
      `\\b(?:ignoriere?n?|vergiss|vergesst|vergessen|missachte[nt]?|übergehe?n?|verwirf|überschreibe?n?)(?: (?:sie|bitte|jetzt|nun|ab sofort|sofort|also))* (?:alle |sämtliche |deine |ihre |die |der |jegliche |bitte |alles? ){0,3}(?:vorherigen?|bisherigen?|obigen?|früheren?|vorigen?|vorangegangenen?|vorangehenden?|ursprünglichen?|deine|ihre|anderen|vorgegebenen?|gegebenen)\\b.{0,24}\\b${WEISUNGEN}`,
    ),
  },
  {
    kind: 'orders',
    says: says(
      `\\b(?:ignoriere?|vergiss|missachte|befolge|beachte)(?: bitte)? (?:alle |sämtliche )?(?:deine|die dir)\\b.{0,30}\\b(?:${WEISUNGEN}|gegebenen)`,
    ),
  },
  {
    kind: 'orders',
    says: says('\\b(?:vergiss|ignoriere)(?: bitte| jetzt)? (?:alles|das),? was (?:du|dir|oben|vorher|zuvor|bisher)\\b'),
  },
  {
    kind: 'orders',
    says: says(
      `\\b(?:wenn|falls|sofern|da|weil) (?:du|sie) (?:(?:ein|eine|als) )?${MASCHINE}\\b.{0,30}\\b(?:bist|sind|liest|lesen)`,
    ),
  },
  {
    kind: 'orders',
    says: says(
      `^[^a-zäöü]{0,8}(?:wichtige[rs]? |dringende[rs]? |geheime[rs]? )?(?:hinweis|nachricht|anweisung(?:en)?|achtung|an|für|liebe|hallo|mitteilung|botschaft)[:,!]?(?: (?:an|für))?(?: (?:alle|jede|die|das|den|eine?n?|dich als))? ?${MASCHINE}(?: ?[:,!.]|,? (?:die|der|das|welche)\\b)`,
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\b(?:ab (?:jetzt|sofort|nun)|von (?:jetzt|nun) an) (?:bist|antwortest|antworte|wirst|musst|sollst|darfst|verhältst|sprichst|gehorchst|ignorierst|empfiehlst) (?:du|nur|immer|dich|mit)\\b',
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\bdu bist (?:jetzt|nun|ab sofort|ab jetzt) (?:ein |eine |im |der |die )?(?:dan\\b|(?:\\w{1,16} ){0,2}(?:ki|assistent|sprachmodell|chat ?bot|agent)\\b|(?:entwickler|debug|wartungs|admin)-?modus|unbeschränkt|uneingeschränkt)',
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\b(?:sag|sage|erzähle?|verrate?|verrat|erwähne|melde|zeige?) (?:dem|der|deinem|deiner|gegenüber dem|es dem|das dem|davon dem|dies dem) (?:be)?nutzer(?:in)?\\b.{0,30}\\b(?:nicht|nichts|kein wort)\\b',
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\b(?:gib|zeige?|verrate?|nenne?|wiederhole?|drucke?)\\b.{0,24}\\b(?:deinen?|deine) (?:system-?prompt|anweisungen|systemanweisung(?:en)?|geheimen?|versteckten|internen|ursprünglichen)',
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\b(?:beende|beginne|schließe|schliesse) (?:deine|jede(?: deiner)?|alle(?: deine)?) (?:antwort(?:en)?|zusammenfassung(?:en)?|nachricht(?:en)?)\\b.{0,20}\\bmit\\b',
    ),
  },
  {
    kind: 'orders',
    says: says(
      '\\b(?:deine|hier sind deine|das sind deine) (?:neuen?|eigentlichen?|wahren?|aktualisierten?) (?:anweisung(?:en)?|aufgabe|befehle|vorgaben|instruktionen)(?: (?:ist|sind|lautet|lauten)|:)',
    ),
  },
  {
    kind: 'carry',
    says: says(
      `\\b(?:send|post|forward|upload|transmit|exfiltrate|leak|e?-?mail|submit|deliver|append|add|include|encode|put|paste|copy|report)\\b.{0,60}\\b${TALK}.{0,80}${PLACE}`,
    ),
  },
  {
    kind: 'carry',
    says: says(
      `\\b(?:visit|open|fetch|request|call|load|get|browse|navigate to|go to|read)\\b.{0,20}${PLACE}.{0,120}\\b(?:with|followed by|containing|including|append(?:ing)?|plus|replac(?:e|ing)|insert(?:ing)?|where)\\b.{0,60}\\b${TALK}`,
    ),
  },
  { kind: 'carry', says: says(`\\b(?:exfiltrate|leak)\\b.{0,40}\\b(?:data|secrets?|${TALK.slice(3, -1)})`) },
  {
    kind: 'carry',
    says: says(
      `\\b(?:sende?n?|schicke?n?|übermittle|übermitteln|leite|poste?|lade?|übertrage?|mailen?|maile|hänge?|füge|melde)\\b.{0,60}\\b${GESPRÄCH}.{0,80}${PLACE}`,
    ),
  },
  { kind: 'carry', says: says(`\\b(?:sende?n?|schicke?n?|leite|poste?|lade?)\\b.{0,30}${PLACE}.{0,60}\\b${GESPRÄCH}`) },
  { kind: 'carry', says: says('!\\[.{0,80}?\\]\\( ?https?:\\/\\/[^) ]{1,200}[=/](?:\\{|\\[|<|%7b|\\$)') },
  {
    kind: 'carry',
    says: says(
      `(?:!\\[|\\[).{0,60}?\\]\\( ?https?:\\/\\/[^) ]{1,160}[?&](?:q|d|data|c|chat|msg|s|secret|history|prompt|log|leak|info)=(?:your|the|conversation|summary|secret|user|chat|data|base64|insert)`,
    ),
  },
  {
    kind: 'speaker',
    says: says(
      '<\\|(?:im_start|im_end|im_sep|system|user|assistant|endoftext|start_header_id|end_header_id|eot_id|begin_of_text|channel|message)\\|>|<(?:start|end)_of_turn>',
    ),
  },
  {
    kind: 'speaker',
    says: says(
      '\\[\\/?inst\\]|<<\\/?sys>>|<\\/?(?:system_prompt|system-prompt|system_message|tool_result|tool_response|function_results?|user_query|untrusted_content|system-reminder)>',
    ),
  },
  {
    kind: 'speaker',
    says: says(
      '\\[end of outside\\b|\\bend of (?:the )?(?:untrusted|retrieved|external|web|tool|search) (?:content|data|output|results?|text|input)\\b',
    ),
  },
  {
    kind: 'speaker',
    says: says(
      '^[^a-z<]{0,6}<?\\/?(?:system|developer|administrator|admin|operator|anthropic|openai|assistant)(?: (?:message|prompt|notice|override|instructions?|note|alert|update))?>?[\\])*_ ]{0,4}[:>][*_ ]{0,4}(?:you\\b|your\\b|ignore\\b|new\\b|override\\b|from now\\b|the (?:user|assistant|previous|above)\\b|disregard\\b|forget\\b|always\\b|never\\b|do not\\b|attention\\b|execute\\b|please (?:ignore|call|send|run)\\b|du\\b|deine?n?\\b|ignoriere\\b|neue anweisung|ab (?:jetzt|sofort)\\b|send\\b|reveal\\b|call\\b)',
    ),
  },
  {
    kind: 'speaker',
    says: says(
      '\\b(?:begin|start|end)[ _](?:of[ _])?(?:system|hidden|secret|admin)[ _](?:prompt|instructions?|message|override)|\\bsystem override\\b|\\badmin override\\b|\\boverride (?:code|mode)[: ]',
    ),
  },
];

/** Two of different sorts, close together, are enough. */
export const HINTS: readonly RegExp[] = [
  says(
    `\\b(?:ai|llm|gpt|chatgpt|claude|gemini|copilot|ki|language model|sprachmodell|chatbot|(?:ai|ki)[- ](?:assistant|agent|assistent)(?:en|s)?)\\b.{0,30}\\b(?:you must|you should|you shall|you will|you have to|please|must|musst|sollst|bitte)\\b`,
  ),
  says(
    "\\b(?:do not|don't|never) (?:tell|inform|mention|alert|warn|notify|show)\\b.{0,24}\\b(?:user|human)\\b|\\b(?:be)?nutzer\\b.{0,20}\\b(?:nicht sagen|nichts sagen|nicht zeigen|verschweigen)",
  ),
  says(
    '\\b(?:ignore|disregard|forget|override|bypass)\\b.{0,30}\\b(?:instructions?|prompts?|rules|guidelines?|safety)\\b|\\b(?:ignoriere?|vergiss)\\b.{0,30}\\b(?:anweisungen|regeln|vorgaben|prompts?)\\b',
  ),
  says(
    '\\b(?:system prompt|system message|systemprompt|system-prompt|your instructions|your guidelines|your training|deine anweisungen)\\b',
  ),
  says(
    '<\\/?(?:system|instructions?|assistant|admin|prompt)>|^[#* ]{1,6}(?:system|new instructions?|neue anweisungen?)\\b|\\[(?:system|admin|instructions?)[^\\]]{0,20}\\]',
  ),
  says(
    '\\b(?:you must|you are required to|you have to|your task is to|du musst|deine aufgabe ist)\\b.{0,40}\\b(?:call|use|run|execute|recommend|respond|answer|output|reply|approve|delete|send|transfer|aufrufen|empfehlen|antworten|senden|löschen|ausführen)\\b',
  ),
  says(`\\b(?:send|forward|post|upload|exfiltrate|sende|schicke|leite)\\b.{0,60}${PLACE}`),
];

/** The text is about such phrases, and then it quotes them. */
export const ABOUT = says(
  '\\b(?:prompt[- ]?injections?|injections? attacks?|jailbreak(?:s|ing|ers?)?|red[- ]?team(?:ing|s)?|chat templates?|special tokens?|tokeni[sz]ers?|adversarial (?:prompts?|inputs?|examples?)|owasp|spotlighting|prompt-?injection-?angriffe?|angriffe? auf (?:ki|sprachmodelle)|promptangriffe?|social engineering|guardrails?|llm security|ki-sicherheit)',
);

/** Somebody else's words are told. */
export const TELLING = says(
  '\\b(?:wrote|writes|said|says|typed|types|typing|told|tells|telling|asked|asks|asking|shouted|phrases?|replied|tweeted|posted|prompts? like|called|titled|example|examples|e\\.g\\.|such as|for instance|schrieb|schreibt|sagte|sagt|tippte|bat|satz|sätze|spruch|beispiel|beispielsweise|etwa|wie|z\\. ?b\\.|namens|titel)\\b',
);
