import { rounded } from './measure';

/** Recall at 5 and 10 as the share of what should be found, and the mean of 1 / place of the first that was. */
export class RecallFigures {
  private questions = 0;
  private at5 = 0;
  private at10 = 0;
  private reciprocal = 0;

  static sum(all: readonly RecallFigures[]): RecallFigures {
    const sum = new RecallFigures();
    for (const { questions, at5, at10, reciprocal } of all) {
      sum.questions += questions;
      sum.at5 += at5;
      sum.at10 += at10;
      sum.reciprocal += reciprocal;
    }
    return sum;
  }

  /** @param found the best first; doubles count once */
  add(found: readonly string[], wanted: readonly string[]): void {
    const list = [...new Set(found)];
    const gold = new Set(wanted);
    const share = (count: number): number => list.slice(0, count).filter((one) => gold.has(one)).length / gold.size;
    const first = list.findIndex((one) => gold.has(one));
    this.questions++;
    this.at5 += share(5);
    this.at10 += share(10);
    if (first >= 0) this.reciprocal += 1 / (first + 1);
  }

  value(): { recallAt5: number; recallAt10: number; mrr: number; questions: number } {
    const mean = (sum: number): number => rounded(sum / Math.max(1, this.questions), 4);
    return { recallAt5: mean(this.at5), recallAt10: mean(this.at10), mrr: mean(this.reciprocal), questions: this.questions };
  }
}
