  def beam_memory(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, beams: int) -> List[Tensor]:
    # ids (B, S), mask (B, S) -> of every decoder layer the keys over its context, then of every layer the values, each (B * beams, H, S,
    # dk)
    enc = (self).encode(w, ids, mask, 0.0, )
    out = annotate(List[Tensor], [])
    for kind in range(2):
      # the values' weight stands behind the keys'
      for i in range(@DECODER_LAYERS):
        x = (self).heads((self).product(enc, w[@DECODER_BLOCKS + @DECODER_BLOCK_SIZE * i + @CROSS_K + kind], ), )
        _a = torch.append(out, torch.repeat_interleave(torch.contiguous(x), beams, 0))
    return out
  def next_logits(self: __torch__.M, w: List[Tensor], cross: List[Tensor], own: List[Tensor], mask: Tensor, cur: Tensor, t: int) -> Tensor:
    # the logits (N, V) after token number t, cur (N); own: keys, then values, of what was written before, (N, H, steps, dk), which gains
    # this token's
    steps = torch.size(own[0], 2)
    b = torch.slice(torch.slice((self).bias(steps, steps, w[@DECODER_BIAS], False, ), 2, t, t + 1, 1), 3, 0, t + 1, 1)
    hidden = (self).hide(mask, )
    x = torch.embedding(w[@EMBEDDING], torch.unsqueeze(cur, 1))
    for i in range(@DECODER_LAYERS):
      o = @DECODER_BLOCKS + @DECODER_BLOCK_SIZE * i
      sk = own[i]
      sv = own[@DECODER_LAYERS + i]
      n = (self).norm(x, w[o + @SELF_NORM], )
      _e = torch.copy_(torch.slice(sk, 2, t, t + 1, 1), (self).heads((self).product(n, w[o + @SELF_K], ), ))
      _f = torch.copy_(torch.slice(sv, 2, t, t + 1, 1), (self).heads((self).product(n, w[o + @SELF_V], ), ))
      q = (self).heads((self).product(n, w[o + @SELF_Q], ), )
      x = x + (self).product((self).attend(q, torch.slice(sk, 2, 0, t + 1, 1), torch.slice(sv, 2, 0, t + 1, 1), b, 0.0, ), w[o + @SELF_O], )
      n2 = (self).norm(x, w[o + @CROSS_NORM], )
      x = x + (self).product((self).attend((self).heads((self).product(n2, w[o + @CROSS_Q], ), ), cross[i], cross[@DECODER_LAYERS + i],
              hidden, 0.0, ), w[o + @CROSS_O], )
      x = (self).feed_forward(w, o + @DECODER_FF, x, 0.0, )
    return torch.view((self).logits(w, (self).norm(x, w[@DECODER_NORM], ), ), [-1, @VOCABULARY])
  def beam_step(self: __torch__.M, w: List[Tensor], cross: List[Tensor], own: List[Tensor], mask: Tensor, cur: Tensor, source: Tensor,
          sums: Tensor, t: int, minimum: int) -> Tuple[Tensor, Tensor]:
    # source (B * K): the row that each beam goes on from; sums (B, K): its log-probability so far; minimum counts the start token
    # -> the best 2 K continuations of each context, sums (B, 2 K) and beam * V + token (B, 2 K)
    for x in own:
      _a = torch.copy_(x, torch.index_select(x, 0, source))
    lp = torch.log_softmax((self).next_logits(w, cross, own, mask, cur, t, ), -1)
    if torch.lt(t + 1, minimum):
      _z = torch.fill_(torch.select(lp, 1, @EOS), -inf)
    k = torch.size(sums, 1)
    total = torch.view(torch.view(lp, [-1, k, @VOCABULARY]) + torch.unsqueeze(sums, 2), [-1, k * @VOCABULARY])
    best, at = torch.topk(total, 2 * k, -1, True, True)
    return (best, at)
