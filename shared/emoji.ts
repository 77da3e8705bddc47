/**
 * One emoji as it is drawn: a pictograph with its tone, tag letters or those joined to it, a flag or a keycap. What is
 * drawn as text unless it is said to be an emoji must be said to be one.
 */
const ONE_EMOJI =
  /^(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F\u20E3|(?=\p{Extended_Pictographic})(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|\p{Emoji_Presentation}\uFE0F?|\p{Emoji}\uFE0F)(?:[\u{E0020}-\u{E007E}]{1,8}\u{E007F})?(?:\u200D\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F)?){0,4})$/u;

/** Whether a text is exactly one emoji. */
export function isEmoji(text: string): boolean {
  return ONE_EMOJI.test(text);
}
