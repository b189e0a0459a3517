  def answer_states(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, at: Tensor) -> Tensor:
    # ids (B, S), mask (B, S), dec (B, T), at (N) places of real tokens in the flattened (B * T) -> the decoder's final states (N, d).
    # Everything behind works on the N real tokens, so padding has no way in. No dropout anywhere in PPO.
    return torch.index_select((self).states(w, ids, mask, dec, ), 0, at)
  def value(self: __torch__.M, w: List[Tensor], h: Tensor) -> Tensor:
    # V(s_t) from states before T5's scaling (N, d) -> (N); the head's weight (1, d) and bias (1) stand behind T5's weights
    return torch.view(torch.linear(h, w[@VALUE_HEAD_WEIGHT], w[@VALUE_HEAD_BIAS]), [-1])
  def log_policy(self: __torch__.M, lg: Tensor, among: Tensor, allowed: Tensor, temperature: float, behaviour: bool) -> Tensor:
    # raw: (N, V) -> (N, V). Behaviour: the sampling distribution over a given token set (N, K) -> (N, K)
    if behaviour:
      lg = torch.masked_fill(torch.gather(lg, 1, among), torch.logical_not(allowed), -1e9) / temperature
    return torch.log_softmax(lg, -1)
  def picked(self: __torch__.M, lp: Tensor, pick: Tensor) -> Tensor:
    # (N, K), (N) -> (N)
    return torch.squeeze(torch.gather(lp, 1, torch.unsqueeze(pick, 1)), 1)
  def entropy(self: __torch__.M, lp: Tensor) -> Tensor:
    # (N, K) -> (N)
    return torch.neg(torch.sum(torch.exp(lp) * lp, [-1]))
  def without_end(self: __torch__.M, lg: Tensor, early: Tensor) -> Tensor:
    # logits (N, V), early (N) true where EOS was forbidden -> a copy in which it cannot be drawn there
    lg = torch.clone(lg)
    eos = torch.select(lg, 1, @EOS)
    _z = torch.copy_(eos, torch.masked_fill(eos, early, -inf))
    return lg
  def sampled_set(self: __torch__.M, lg: Tensor, y: Tensor, early: Tensor, topk: int, topp: float,
          temperature: float) -> Tuple[Tensor, Tensor, Tensor]:
    # the tokens that sampling could have drawn: logits (N, V), y (N), early (N) true where EOS was forbidden
    # -> token ids (N, K), whether each is allowed (N, K), where y stands among them (N)
    lg = (self).without_end(lg, early, )
    tv, ti = torch.topk(lg, topk, -1, True, True)
    q = torch.softmax(tv / temperature, -1)
    allowed = torch.logical_and(torch.gt(q, 0.0), torch.lt(torch.cumsum(q, -1) - q, topp))
    if torch.ge(topp, 1.0):
      allowed = torch.gt(q, 0.0)
    # rounding may push a drawn token just behind the set's edge: it then takes the last place
    hit = torch.eq(ti, torch.unsqueeze(y, 1))
    lost = torch.logical_not(torch.any(hit, 1, False))
    last = torch.slice(ti, 1, topk - 1, topk, 1)
    _y = torch.copy_(last, torch.where(torch.unsqueeze(lost, 1), torch.unsqueeze(y, 1), last))
    hit = torch.eq(ti, torch.unsqueeze(y, 1))
    return (ti, torch.logical_or(allowed, hit), torch.argmax(torch.to(hit, @INT64), 1, False))
  def assess(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, at: Tensor, y: Tensor, early: Tensor, topk: int,
          topp: float, temperature: float, behaviour: bool) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    # the old policy, teacher-forced -> (4, N) log pi(y_t), V, entropy, mass outside top-k; log pi (N, V or K);
    # and for the behaviour distribution its token set (N, K), what of it is allowed, y's place in it (else y itself)
    h = (self).answer_states(w, ids, mask, dec, at, )
    lg = (self).logits(w, h, )
    # copies: a result must not share the storage of an argument, which Java frees
    pick = torch.clone(y)
    among = torch.unsqueeze(pick, 1)
    allowed = torch.eq(among, among)
    if behaviour:
      among, allowed, pick = (self).sampled_set(lg, y, early, topk, topp, temperature, )
    lp = (self).log_policy(lg, among, allowed, temperature, behaviour, )
    best, _b = torch.topk(lg, topk, -1, True, True)
    outside = 1.0 - torch.exp(torch.logsumexp(best, [-1]) - torch.logsumexp(lg, [-1]))
    numbers = torch.stack([(self).picked(lp, pick, ), (self).value(w, h, ), (self).entropy(lp, ), torch.clamp_min(outside, 0.0)], 0)
    return (numbers, lp, among, allowed, pick)
  def refer(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, at: Tensor, lp: Tensor, among: Tensor,
          allowed: Tensor, pick: Tensor, early: Tensor, temperature: float, behaviour: bool) -> Tensor:
    # the frozen reference rho -> (3, N) log rho(y_t), full KL(pi || rho) = sum_v pi(v) (log pi(v) - log rho(v)), and for the behaviour
    # distribution what rho at the same temperature gives the tokens outside pi's set, over which it is renormalised here (else 0)
    lg = (self).logits(w, (self).answer_states(w, ids, mask, dec, at, ), )
    lr = (self).log_policy(lg, among, allowed, temperature, behaviour, )
    full = torch.sum(torch.exp(lp) * (lp - lr), [-1])
    outside = torch.zeros_like(full)
    if behaviour:
      inside = torch.logsumexp(torch.masked_fill(torch.gather(lg, 1, among), torch.logical_not(allowed), -inf) / temperature, [-1])
      outside = torch.clamp_min(1.0 - torch.exp(inside - torch.logsumexp((self).without_end(lg, early, ) / temperature, [-1])), 0.0)
    return torch.stack([(self).picked(lr, pick, ), full, outside], 0)
  def ppo_terms(self: __torch__.M, lpy: Tensor, v: Tensor, entropy: Tensor, old: Tensor, hp: Tensor) -> Tuple[Tensor, Tensor]:
    # of a mini-batch's tokens: log pi(y_t) (N), V (N), entropy (N); old (5, N): what the old policy and its advantages say, one row a
    # number
    # hp: the PPO numbers of Java's HyperParameter
    # -> the loss, which teaches nothing where sums[@SUM_SKIPPED] is 1; sums over the tokens (divide by the last) in the order of Java's
    # LossSums.Place
    epsilon = float(hp[@PPO_CLIP_RANGE])
    reach = float(hp[@PPO_VALUE_CLIP])
    limit = float(hp[@PPO_RATIO_LIMIT])
    lp0 = old[@OLD_LOG_PROBABILITY]
    advantage = old[@OLD_ADVANTAGE]
    v0 = old[@OLD_VALUE]
    target = old[@OLD_RETURN]
    m = old[@OLD_WEIGHT]
    ratio = torch.exp(lpy - lp0)
    clipped = torch.clamp(ratio, 1.0 - epsilon, 1.0 + epsilon)
    surrogate = torch.minimum(ratio * advantage, clipped * advantage)                 # eq. 14, a token
    error = torch.pow(v - target, 2)                                                  # eq. 15, a token
    wide = torch.zeros_like(error)
    if torch.gt(reach, 0.0):
      near = torch.pow(torch.minimum(torch.maximum(v, v0 - reach), v0 + reach) - target, 2)
      wide = torch.to(torch.gt(near, error), @FLOAT32)
      error = 0.5 * torch.maximum(error, near)
    lclip = torch.sum(surrogate * m)
    lvf = torch.sum(error * m)
    tokens = torch.sum(m)
    skipped = torch.zeros_like(tokens)
    if torch.__and__(torch.gt(limit, 0.0), bool(torch.gt(torch.sum(ratio * m) / tokens, limit))):
      skipped = torch.ones_like(tokens)
    loss = (float(hp[@PPO_VALUE_WEIGHT]) * lvf - lclip) / float(hp[@PPO_DIVISOR])                                # eq. 13
    far = torch.to(torch.gt(ratio * advantage, clipped * advantage), @FLOAT32)
    gap = torch.pow(lpy - lp0, 2) * 0.5
    return (loss, torch.detach(torch.stack([lclip, lvf, torch.sum(gap * m), torch.sum(far * m), torch.sum(ratio * m),
            torch.sum(entropy * m), torch.sum(wide * m), torch.max(ratio * m), skipped, tokens], 0)))
  def ppo_gradient(self: __torch__.M, w: List[Tensor], g: List[Tensor], h: Tensor, among: Tensor, allowed: Tensor, pick: Tensor,
          rows: Tensor, old: Tensor, hp: Tensor) -> Tuple[Tensor, Tensor]:
    # h (N, d): the states of a mini-batch's tokens; among, allowed, pick: of the whole batch, rows (N) says which tokens of it these are;
    # old, hp: as ppo_terms
    # -> sums over the tokens, the loss's gradient by h; those by the logits' matrix and the value head are added to g
    behaviour = torch.gt(float(hp[@PPO_BEHAVIOUR]), 0.0)
    places = torch.index_select(among, 0, rows)
    among_these = torch.index_select(allowed, 0, rows)
    y = torch.unsqueeze(torch.index_select(pick, 0, rows), 1)
    x = (self).scaled(h, )
    lp = (self).log_policy((self).product(x, w[@OUTPUT], ), places, among_these, float(hp[@PPO_TEMPERATURE]), behaviour, )
    lpy = torch.requires_grad_(torch.squeeze(torch.gather(lp, 1, y), 1), True)
    v = torch.requires_grad_((self).value(w, h, ), True)
    loss, sums = (self).ppo_terms(lpy, v, (self).entropy(lp, ), old, hp, )
    gh = torch.zeros_like(h)
    if bool(torch.eq(sums[@SUM_SKIPPED], 0.0)):
      found = (self).gradients(loss, annotate(List[Tensor], [lpy, v]), )
      gy = torch.unsqueeze(found[0], 1)
      gv = torch.unsqueeze(found[1], 1)
      # the gradient of log-softmax in the place of the log-probabilities: gy (1 - p) at y, -gy p elsewhere
      d = torch.scatter_add_(torch.mul_(torch.exp_(lp), torch.neg(gy)), 1, y, gy)
      if behaviour:
        d = torch.div_(torch.mul_(d, among_these), float(hp[@PPO_TEMPERATURE]))
        d = torch.scatter(torch.zeros([torch.size(h, 0), @VOCABULARY], dtype=@FLOAT32, device=h.device), 1, places, d)
      _o = (self).put(g, @OUTPUT, (self).outer(d, x, ), True, )
      _w = (self).put(g, @VALUE_HEAD_WEIGHT, torch.mm(torch.t(gv), h), True, )
      _b = (self).put(g, @VALUE_HEAD_BIAS, torch.sum(gv, [0]), True, )
      gh = (self).scaled((self).product(d, torch.t(w[@OUTPUT]), ), ) + gv * w[@VALUE_HEAD_WEIGHT]
    return (sums, gh)
  def ppo_accumulate(self: __torch__.M, w: List[Tensor], g: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, at: Tensor, among: Tensor,
          allowed: Tensor, pick: Tensor, rows: Tensor, old: Tensor, hp: Tensor) -> Tensor:
    # adds a mini-batch's gradient of the loss to g -> sums over its tokens, as ppo_terms
    tape = annotate(List[Tensor], [])
    enc = (self).half((self).taped_encode(tape, w, ids, mask, 0.0, ), )
    states = (self).taped_decode(tape, w, enc, mask, dec, 0.0, )
    sums, gh = (self).ppo_gradient(w, g, torch.index_select(states, 0, at), among, allowed, pick, rows, old, hp, )
    if bool(torch.eq(sums[@SUM_SKIPPED], 0.0)):
      _s = (self).states_gradient(tape, w, g, True, enc, ids, dec, torch.index_copy(torch.zeros_like(states), 0, at, gh), 0.0, )
    return sums
  def ppo_update(self: __torch__.M, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], st: List[Tensor], decayed: Tensor,
          hp: Tensor) -> Tensor:
    # one AdamW step on what was accumulated, then clears it -> the gradient's norm before the clip. A norm that is not finite leaves
    # everything alone.
    total = torch.norm(torch.stack(torch._foreach_norm(g, 2), 0), 2)
    if bool(torch.isfinite(total)):
      total = (self).adamw(w, g, m, v, st, decayed, hp, )
      torch._foreach_zero_(g)
    return total
