import type { ModelName } from '../roster/agent.ts';

/** A provider's and a model's id as one name. */
export function modelName(providerId: string, modelId: string): ModelName {
  return `${providerId}/${modelId}`;
}
