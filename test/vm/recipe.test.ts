import { describe, expect, test } from "vitest";
import { imageKey, type Ingredients, isForeign, type Recipe, recipeCommand } from "./image/recipe.ts";

const RECIPE: Recipe = { suite: "bookworm", architecture: "amd64", tools: "folder", usr: "merged" };
const INGREDIENTS: Ingredients = { toolPackages: ["curl", "iproute2"], files: { "finish.sh": "text" } };
const command = (recipe: Partial<Recipe>) => recipeCommand({ ...RECIPE, ...recipe }, INGREDIENTS, "/files", "/tree").join(" ");

describe("an image's file tree", () => {
  test("has a stock kernel and systemd, and none of the programs that the course uses", () => {
    expect(command({})).toMatch(/--include=linux-image-amd64,systemd-sysv,[\w,-]+ /);
    expect(command({})).not.toMatch(/--include=\S*(curl|iproute2)/);
  });

  test("has those programs in a folder, or installed", () => {
    expect(command({})).toContain('finish.sh system "$1" /files curl iproute2');
    expect(command({ tools: "installed" })).toMatch(/--include=\S*,curl,iproute2 /);
  });

  test("is of the suite and the architecture asked for", () => {
    expect(command({ suite: "trixie" })).toMatch(/ trixie \/tree$/);
    expect(command({ architecture: "arm64" })).toMatch(/--architectures=arm64 .*linux-image-arm64/);
  });

  test("is foreign where its processor is another than this machine's", () => {
    expect([isForeign({ ...RECIPE, architecture: "arm64" }, "x64"), isForeign(RECIPE, "x64")]).toEqual([true, false]);
    expect([isForeign({ ...RECIPE, architecture: "arm64" }, "arm64"), isForeign(RECIPE, "arm64")]).toEqual([false, true]);
  });

  test("has /bin apart from /usr on demand only", () => {
    expect(command({})).not.toContain("no-merged-usr");
    expect(command({ usr: "split" })).toContain("no-merged-usr");
  });
});

describe("the name of an image", () => {
  test("says what it is, and is the same for the same content", () => {
    expect(imageKey(RECIPE, INGREDIENTS)).toMatch(/^bookworm-amd64-folder-merged-[0-9a-f]{12}$/);
    expect(imageKey({ ...RECIPE }, { ...INGREDIENTS })).toBe(imageKey(RECIPE, INGREDIENTS));
  });

  test.each<[string, Partial<Recipe>, Partial<Ingredients>]>([
    ["another suite", { suite: "trixie" }, {}],
    ["another package", {}, { toolPackages: ["curl"] }],
    ["another agent", {}, { files: { "finish.sh": "other" } }],
  ])("changes with %s", (_, recipe, ingredients) => {
    expect(imageKey({ ...RECIPE, ...recipe }, { ...INGREDIENTS, ...ingredients })).not.toBe(imageKey(RECIPE, INGREDIENTS));
  });
});
