  def choose(self: __torch__.M, lg: Tensor, u: Tensor, topk: int, topp: float, temperature: float, greedy: bool) -> Tuple[Tensor, Tensor]:
    # logits (B, V), u (B) uniform in [0, 1) -> token (B), log-probability under the truncated distribution (B)
    if greedy:
      token = torch.argmax(lg, -1, False)
      lp = torch.zeros_like(u)
    else:
      tv, ti = torch.topk(lg, topk, -1, True, True)
      q = torch.softmax(tv / temperature, -1)
      if torch.lt(topp, 1.0):
        # the smallest set whose mass reaches topp: a token stays while the mass before it is below
        before = torch.cumsum(q, -1) - q
        q = torch.masked_fill(q, torch.ge(before, topp), 0.0)
        q = q / torch.sum(q, [-1], True)
      c = torch.cumsum(q, -1)
      pick = torch.sum(torch.le(c, torch.unsqueeze(u, 1) * torch.slice(c, 1, -1, @TO_END, 1)), [-1], True)
      last = torch.sum(torch.gt(q, 0.0), [-1], True) - 1
      pick = torch.minimum(pick, last)
      token = torch.squeeze(torch.gather(ti, 1, pick), 1)
      lp = torch.log(torch.squeeze(torch.gather(q, 1, pick), 1))
    return (token, lp)
  def distribution(self: __torch__.M, lg: Tensor, length: int, minimum: int, topk: int, topp: float, temperature: float) -> Tensor:
    # logits (B, V) -> the probabilities that sampling uses (B, V)
    if torch.lt(length, minimum):
      lg = torch.clone(lg)
      _z = torch.fill_(torch.select(lg, 1, @EOS), -inf)
    tv, ti = torch.topk(lg, topk, -1, True, True)
    q = torch.softmax(tv / temperature, -1)
    if torch.lt(topp, 1.0):
      q = torch.masked_fill(q, torch.ge(torch.cumsum(q, -1) - q, topp), 0.0)
      q = q / torch.sum(q, [-1], True)
    return torch.scatter(torch.zeros_like(lg), 1, ti, q)
  def kept_rows(self: __torch__.M, all: List[Tensor], keep: Tensor) -> List[Tensor]:
    # of each tensor the given rows
    out = annotate(List[Tensor], [])
    for x in all:
      _a = torch.append(out, torch.index_select(x, 0, keep))
    return out
  def generate(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, u: Tensor, steps: int, minimum: int, topk: int, topp: float,
          temperature: float, greedy: bool, stop: bool) -> Tuple[Tensor, Tensor, Tensor]:
    # ids (B, S), mask (B, S), u (steps, B) -> tokens (B, T) padded with 0, lengths (B) with EOS counted, log-probabilities as sampled (B,
    # T).
    # minimum counts the start token; stop: rows end at EOS. Rows that have ended leave the batch when they are a quarter of it.
    enc = (self).encode(w, ids, mask, 0.0, )
    rows = torch.size(ids, 0)
    hidden = (self).hide(mask, )
    ck = annotate(List[Tensor], [])
    cv = annotate(List[Tensor], [])
    sk = annotate(List[Tensor], [])
    sv = annotate(List[Tensor], [])
    for i in range(@DECODER_LAYERS):
      o = @DECODER_BLOCKS + @DECODER_BLOCK_SIZE * i
      _a = torch.append(ck, torch.contiguous((self).heads((self).product(enc, w[o + @CROSS_K], ), )))
      _b = torch.append(cv, torch.contiguous((self).heads((self).product(enc, w[o + @CROSS_V], ), )))
      _c = torch.append(sk, torch.empty([rows, @HEADS, steps, @D_KV], dtype=@FLOAT32, device=enc.device))
      _d = torch.append(sv, torch.empty([rows, @HEADS, steps, @D_KV], dtype=@FLOAT32, device=enc.device))
    table = (self).bias(steps, steps, w[@DECODER_BIAS], False, )
    cur = torch.full([rows, 1], @START, dtype=@INT64, device=enc.device)
    who = torch.arange(0, rows, dtype=@INT64, device=enc.device)
    done = torch.zeros([rows], dtype=@BOOL, device=enc.device)
    length = torch.zeros([rows], dtype=@INT64, device=enc.device)
    out = torch.zeros([steps, rows], dtype=@INT64, device=enc.device)
    lps = torch.zeros([steps, rows], dtype=@FLOAT32, device=enc.device)
    go = torch.gt(steps, 0)
    t = 0
    while go:
      x = torch.embedding(w[@EMBEDDING], cur)
      b = torch.slice(torch.slice(table, 2, t, t + 1, 1), 3, 0, t + 1, 1)
      for i in range(@DECODER_LAYERS):
        o = @DECODER_BLOCKS + @DECODER_BLOCK_SIZE * i
        n = (self).norm(x, w[o + @SELF_NORM], )
        _e = torch.copy_(torch.slice(sk[i], 2, t, t + 1, 1), (self).heads((self).product(n, w[o + @SELF_K], ), ))
        _f = torch.copy_(torch.slice(sv[i], 2, t, t + 1, 1), (self).heads((self).product(n, w[o + @SELF_V], ), ))
        k = torch.slice(sk[i], 2, 0, t + 1, 1)
        v = torch.slice(sv[i], 2, 0, t + 1, 1)
        x = x + (self).product((self).attend((self).heads((self).product(n, w[o + @SELF_Q], ), ), k, v, b, 0.0, ), w[o + @SELF_O], )
        n2 = (self).norm(x, w[o + @CROSS_NORM], )
        x = x + (self).product((self).attend((self).heads((self).product(n2, w[o + @CROSS_Q], ), ), ck[i], cv[i], hidden, 0.0, ),
                w[o + @CROSS_O], )
        x = (self).feed_forward(w, o + @DECODER_FF, x, 0.0, )
      lg = torch.view((self).logits(w, (self).norm(x, w[@DECODER_NORM], ), ), [-1, @VOCABULARY])
      if torch.lt(t + 1, minimum):
        _z = torch.fill_(torch.select(lg, 1, @EOS), -inf)
      token, lp = (self).choose(lg, torch.index_select(u[t], 0, who), topk, topp, temperature, greedy, )
      token = torch.masked_fill(token, done, 0)
      _g = torch.index_copy_(out[t], 0, who, token)
      _h = torch.index_copy_(lps[t], 0, who, torch.masked_fill(lp, done, 0.0))
      length = torch.index_add(length, 0, who, torch.to(torch.logical_not(done), @INT64))
      if stop:
        done = torch.logical_or(done, torch.eq(token, @EOS))
      cur = torch.unsqueeze(token, 1)
      t = t + 1
      left = int(torch.sum(torch.logical_not(done)))
      go = torch.__and__(torch.lt(t, steps), torch.gt(left, 0))
      if torch.__and__(go, torch.le(left * 4, torch.size(who, 0) * 3)):
        keep = torch.squeeze(torch.nonzero(torch.logical_not(done)), 1)
        who = torch.index_select(who, 0, keep)
        cur = torch.index_select(cur, 0, keep)
        hidden = torch.index_select(hidden, 0, keep)
        done = torch.index_select(done, 0, keep)
        ck = (self).kept_rows(ck, keep, )
        cv = (self).kept_rows(cv, keep, )
        sk = (self).kept_rows(sk, keep, )
        sv = (self).kept_rows(sv, keep, )
    return (torch.t(out), length, torch.t(lps))
