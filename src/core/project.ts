/** What a session's memories belong to. */
export interface Project {
  /** Its name in the memory: its remote (`github.com/acme/shop-api`), or the folder where there is none. */
  readonly id: string;
  /** Where it is now; paths in memories are relative to it. */
  readonly folder: string;
}
