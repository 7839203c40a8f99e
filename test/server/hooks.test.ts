import { describe, expect, it } from "vitest";
import { BODY_LIMIT } from "../../server/guards.ts";
import { BEARER, post, testApp } from "./app.ts";

describe("what a hook says", () => {
  it("is heard on the unix socket, whatever its payload looks like", async () => {
    const { app } = testApp();
    for (const body of ["{}", "", "{ cut off", "[1]"]) {
      const answer = await app.request("/api/hooks/claude", {
        method: "POST",
        headers: { "content-type": "application/json", "x-drover-parents": "12 zz -1 7", "x-drover-at": "x" },
        body,
      });
      expect([answer.status, await answer.json()]).toEqual([
        200,
        { session: "foundation", why: "known by its process" },
      ]);
    }
  });

  it("is no error where nobody understands it: the agent goes on", async () => {
    const answer = await testApp().app.request("/api/hooks/nobody", post({}));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { session: null, why: "nobody has no hooks that we know" },
    ]);
  });

  it("is refused on tcp, with the token too", async () => {
    const { app } = testApp({ door: "tcp" });
    expect((await app.request("http://localhost/api/hooks/claude", post({}))).status).toBe(401);
    expect((await app.request("http://localhost/api/hooks/claude", post({}, BEARER))).status).toBe(403);
  });

  it("is limited in length, and names an agent", async () => {
    const { app } = testApp();
    const long = post({ prompt: "x".repeat(BODY_LIMIT) });
    expect((await app.request("/api/hooks/claude", long)).status).toBe(413);
    expect((await app.request("/api/hooks/Not%20One", post({}))).status).toBe(422);
  });
});
