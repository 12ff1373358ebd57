import type { Config } from './config.ts';
import type { County } from './core/model.ts';
import type { AskLibrary, LookUp } from './core/ports.ts';
import { openLibrary } from './knowledge/answer.ts';
import { openEmbeddings, QUESTION_MS } from './knowledge/embeddings.ts';
import { openLookUp, withReplies } from './knowledge/replies.ts';
import { openEmbedder } from './llm.ts';
import { log } from './log.ts';
import { openWriter } from './models.ts';
import type { Db } from './store/db.ts';
import { repliesOf } from './store/knowledge.ts';
import { loadPolicies } from './store/policies.ts';
import { openVectors } from './store/vectors.ts';

/** What answers questions for a county as it was read. */
export interface Answering {
  ask: AskLibrary;
  lookUp: LookUp;
  /** Ends what is computed in the background; questions are answered all the same. */
  close(): Promise<void>;
}

/** Prepares the configured models; what comes back reads a county's documents and replies out of the database. */
export function answeringWith(openai: Config['openai']) {
  const { embeddingModel } = openai ?? {};
  const embedder = openai && embeddingModel && openEmbedder({ ...openai, model: embeddingModel });
  const writer = openWriter(openai, embedder ? QUESTION_MS : 0);

  return async (db: Db, county: County): Promise<Answering> => {
    const documents = await loadPolicies(db, county.id);
    const embeddings = embedder
      ? openEmbeddings({
          ...documents,
          model: embedder.model,
          embed: embedder.embed,
          vectors: openVectors(db, county.id),
          failed: (reason) => log('embedding-failed', { reason }),
        })
      : undefined;
    const library = openLibrary({ county, ...documents }, writer, embeddings?.nearest);
    const { policies } = documents;
    const approved = () => repliesOf(db, county.id, 'approved');
    return {
      ask: withReplies(library, { county, policies, approved }),
      lookUp: openLookUp(library, policies),
      close: async () => embeddings?.close(),
    };
  };
}
