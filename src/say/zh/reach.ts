import type { Phrases } from "../words.ts";

/** Routes, pings, names, ports and servers, and what conntrack keeps of them. */
export const REACH: Phrases = {
  // why there is no route
  "A route of {name} sends packets for {destination} nowhere on purpose: {type}.":
    "{name} 有一条路由特意不让发往 {destination} 的包通过：{type}。",
  "The link {link} of {name} is down, and its routes are gone with it.": "{name} 的网络接口 {link} 已停用，它的路由也随之消失。",
  "{name} has no route back to {destination}.": "{name} 没有返回 {destination} 的路由。",
  "No route leads from {name} to {destination}: {says}.": "{name} 没有到 {destination} 的路由：{says}。",
  "{link} of {name} has no address: {address} was given to the other end of its cable, {far} of {place}.":
    "{name} 的 {link} 没有地址：{address} 配给了它的对端，即 {place} 的 {far}。",
  "{undo}; then {give}": "{undo}；然后{give}",
  "{link} of {name} has no address.": "{name} 的 {link} 没有地址。",
  "{link} of {name} has the address {address}: {other} at the other end of its cable is not in that network.":
    "{name} 的 {link} 的地址是 {address}：对端的 {other} 不在这个网络里。",
};
