const PATTERNS = [
  /\b(ignore|disregard|forget|override)\b.{0,40}\b(previous|prior|above|earlier|all|any|your|the)\b.{0,30}\b(instruction|prompt|rule|guideline|direction|message)/is,
  /\b(ai|language)\s+(assistants?|models?|agents?)\b.{0,60}\b(must|should|shall|please|do not|have to|are to)\b/is,
  /\b(assistants?|chatbots?|copilots?|agents?)\s*(reading|processing|summari[sz]ing|parsing)\b.{0,60}\b(this|these)\b/is,
  /\b(instructions?|note|message|attention)\s+(to|for)\s+(the\s+)?(ai|llm|assistants?|chatbots?|language models?|agents?)\b/is,
  /(?:^|\n)\s*(system|assistant)\s*(prompt|message|instruction)?\s*:\s*\S/i,
  /<\|?(im_start|system|assistant|endoftext)\|?>|\[\/?INST\]/i,
  /\byou are (now )?(an?|the) (ai|assistant|helpful|chatbot|language model)\b/is,
  /\b(do not|don't|never) (tell|mention|reveal|inform|show)\b.{0,40}\b(the )?(user|reader|human|person)\b/is,
  /(忽略|无视|忘记).{0,12}(之前|以上|上述|先前|所有).{0,8}(指令|指示|提示|规则)/s,
  /(致|给|请)?(人工智能|AI|智能)?(助手|助理|模型).{0,4}(的指令|指令|注意|请|必须|应当|不要)/s,
];

/**
 * Whether a text speaks to assistants rather than to people: such a passage may be quoted as what it is, and is not followed. It notices; it
 * protects nothing by itself: what protects is that retrieved text can start no tool.
 */
export function addressesAssistants(text: string): boolean {
  const plain = text.normalize("NFKC").replace(/[\p{Cf}\u{E0000}-\u{E007F}]/gu, "");
  return PATTERNS.some((pattern) => pattern.test(plain));
}
