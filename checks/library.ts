// `nslab/checks`: the checks, and what makes one, for courses that are not nslab's own.
export { hasAddress } from "./addresses.ts";
export { listed, type Message, type Said, say, verbatim } from "../src/say/message.ts";
export { allOf } from "./all-of.ts";
export { cgroupExists, childInCgroup, cpuLimit, inCgroup } from "./cgroups.ts";
export { type Check, checkId, couldNotLook, type Scene, type SceneTerminal, type Verdict, verdict } from "./check.ts";
export { sawTranslation } from "./conntrack.ts";
export { containersApart, isolated, onBridge, ownFiles, wholeContainer } from "./container.ts";
export { heldTo, usesWholeCpu } from "./cpu-share.ts";
export { showsCpuShare, showsNoQuota, showsThrottling } from "./cpu-shown.ts";
export { knowsNoNameServer, resolves } from "./dns.ts";
export { farEndSaw } from "./far-end.ts";
export { showsFile } from "./files-shown.ts";
export { hasFile, isDirectory } from "./files.ts";
export { keepsOut, letsAnswersBack, letsBetween, letsIn, letsOut } from "./firewall.ts";
export { doesNotForward, forwards } from "./forwarding.ts";
export { hostnameIs, renamedAlone, showsHostname } from "./hostname.ts";
export { answersHttp, noHttp, refusesHttp, seenAs, silentHttp } from "./http.ts";
export { hasIpc, hostHasNoIpc, showsIpc } from "./ipc.ts";
export {
  showsAddressOf,
  showsCgroupsApart,
  showsHostPid,
  showsInnerPid,
  showsNamespaces,
  showsOutside,
} from "./joined-shown.ts";
export { joined, standsInItsRoot, startedFromOutside } from "./joined.ts";
export { hasCarrier, isBridge, isNoPort, isPort, linkUp, onlyDeadLoopback } from "./links.ts";
export { showsKills, showsPeak } from "./memory-shown.ts";
export { holdsMemory, killedForMemory, memoryLimit, noSwap, usedMoreThan } from "./memory.ts";
export { showsPropagation } from "./mounts-shown.ts";
export { mounted, mountedAs, notMounted, privateMounts, sharesMounts } from "./mounts.ts";
export { inOwnNamespace, sameNamespace, showsNamespace } from "./namespaces.ts";
export { masquerades, masqueradesOnly, publishes, publishesLocally, rewritesNoSource, rewritesSourceTo } from "./nat.ts";
export { LOST, NO_NAME, REFUSED, TIMED_OUT, UNREACHABLE } from "./network-failures.ts";
export { containerIn, inNamespace, namespaceNamed } from "./network-namespaces.ts";
export type { NetworkPlace, ProbePlace, Where } from "./network-places.ts";
export { INTERNET, NEIGHBOR, netns, ROUTER } from "./networks.ts";
export { emptyDirectory, noCgroups, noContainers, noNetworks, noRules, nothingLeft } from "./nothing-left.ts";
export { commandFailed, exitCode, type Failure, foundNothing, shown } from "./output.ts";
export { pings } from "./ping.ts";
export { showsAnswer } from "./ping-shown.ts";
export { placeCheck } from "./place-check.ts";
export { processAt } from "./places.ts";
export { listensOn } from "./ports.ts";
export { showsForeignPids, showsHostInit, showsPids, showsZombie } from "./processes-shown.ts";
export { adoptsOrphan, hasZombie, initIs, isPid1, namespaceEnded, procIsOwn } from "./processes.ts";
export { holdsProgram, lacksLoader, runsIn, showsLibraries, showsTree } from "./root-trees.ts";
export { chrooted, escaped, standsOutsideRoot } from "./roots.ts";
export { mountedInTree } from "./tree-mounts.ts";
export { defaultRoute, hasRoute, noRoute } from "./routes.ts";
export { policy } from "./rules.ts";
export { shownFact } from "./shown-fact.ts";
export { showsOnlyLoopback } from "./shown-network.ts";
export { type LinkEnd, linksGone, pairBetween, vethPair } from "./veth.ts";
export { WORLD } from "./world.ts";
