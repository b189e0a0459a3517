  def norm(self: __torch__.M, x: Tensor, w: Tensor) -> Tensor:
    # T5's layer norm: no mean, no bias
    return x * torch.rsqrt(torch.mean(x * x, [-1], True) + @NORM_EPSILON) * w
  def drop(self: __torch__.M, x: Tensor, p: float) -> Tensor:
    if torch.gt(p, 0.0):
      x = torch.dropout(x, p, True)
    return x
  def half(self: __torch__.M, x: Tensor) -> Tensor:
    # what matrix products and attention read: bfloat16 where that is the precision; they add up, and take their softmax, in float32
    if @BF16:
      x = torch.to(x, @BFLOAT16)
    return x
  def times(self: __torch__.M, x: Tensor, w: Tensor) -> Tensor:
    # (..., n), (m, n) -> (..., m). Weights stay float32, and so does the residual stream that the result is added to
    return (self).product((self).half(x, ), (self).half(w, ), )
  def heads(self: __torch__.M, x: Tensor) -> Tensor:
    # (B, S, H*dk) -> (B, H, S, dk)
    return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), @HEADS, @D_KV]), 1, 2)
  def bucket(self: __torch__.M, rel: Tensor, both: bool) -> Tensor:
    # key position - query position -> bucket of the relative position (T5, section 2.1)
    if both:
      n = @BUCKETS // 2
      off = torch.to(torch.gt(rel, 0), @INT64) * n
      r = torch.abs(rel)
    else:
      n = @BUCKETS
      off = torch.zeros_like(rel)
      r = torch.neg(torch.clamp_max(rel, 0))
    exact = n // 2
    far = torch.log(torch.to(torch.clamp_min(r, 1), @FLOAT32) / float(exact)) / torch.log(float(@MAX_DISTANCE)
            / float(exact)) * float(n - exact)
    big = torch.clamp_max(exact + torch.to(far, @INT64), n - 1)
    return off + torch.where(torch.lt(r, exact), r, big)
  def bias(self: __torch__.M, q: int, k: int, table: Tensor, both: bool) -> Tensor:
    # (buckets, H) -> (1, H, q, k)
    i = torch.unsqueeze(torch.arange(0, q, dtype=@INT64, device=table.device), 1)
    j = torch.unsqueeze(torch.arange(0, k, dtype=@INT64, device=table.device), 0)
    return torch.unsqueeze(torch.permute(torch.embedding(table, (self).bucket(j - i, both, )), [2, 0, 1]), 0)
  def hide(self: __torch__.M, mask: Tensor) -> Tensor:
    # (B, S) of 1 and 0 -> (B, 1, 1, S) of 0 and -1e9
    return (torch.unsqueeze(torch.unsqueeze(mask, 1), 1) - 1.0) * 1e9
  def attend(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, b: Tensor, p: float) -> Tensor:
    # (B, H, Q, dk), (B, H, K, dk), (B, H, K, dk), bias (., ., Q, K) -> (B, Q, H*dk); T5 does not scale by the root of dk
    o = torch.scaled_dot_product_attention(q, k, v, b, p, False, scale=1.0)
    return torch.reshape(torch.transpose(o, 1, 2), [torch.size(q, 0), torch.size(q, 2), @INNER])
  def self_attention(self: __torch__.M, w: List[Tensor], o: int, x: Tensor, b: Tensor, p: float) -> Tensor:
    n = (self).half((self).norm(x, w[o + @SELF_NORM], ), )
    a = (self).attend((self).heads((self).times(n, w[o + @SELF_Q], ), ), (self).heads((self).times(n, w[o + @SELF_K], ), ),
            (self).heads((self).times(n, w[o + @SELF_V], ), ), b, p, )
    return x + (self).drop((self).times(a, w[o + @SELF_O], ), p, )
  def activate(self: __torch__.M, x: Tensor) -> Tensor:
    # the feed-forward layers' activation: relu, silu, gelu (exact, by erf) or gelu_new (approximated by tanh)
    if @RELU:
      y = torch.relu(x)
    else:
      if @SILU:
        y = torch.silu(x)
      else:
        y = torch.gelu(x, approximate="@GELU_FORM")
    return y
  def feed_forward(self: __torch__.M, w: List[Tensor], o: int, x: Tensor, p: float) -> Tensor:
    n = (self).half((self).norm(x, w[o + @FF_NORM], ), )
    if @GATED:
      h = (self).activate((self).times(n, w[o + @FF_WI], ), ) * (self).times(n, w[o + @FF_WI_1], )
      y = (self).times((self).drop(h, p, ), w[o + @FF_WO], )
    else:
      y = (self).times((self).drop((self).activate((self).times(n, w[o + @FF_WI], ), ), p, ), w[o + @FF_WO], )
    return x + (self).drop(y, p, )
  def encoder_bias(self: __torch__.M, w: List[Tensor], mask: Tensor) -> Tensor:
    # mask (B, S) -> (B, H, S, S)
    s = torch.size(mask, 1)
    return (self).half((self).bias(s, s, w[@ENCODER_BIAS], True, ) + (self).hide(mask, ), )
  def encoder_block(self: __torch__.M, w: List[Tensor], i: int, x: Tensor, b: Tensor, p: float) -> Tensor:
    o = @ENCODER_BLOCKS + @ENCODER_BLOCK_SIZE * i
    return (self).feed_forward(w, o + @ENCODER_FF, (self).self_attention(w, o, x, b, p, ), p, )
  def encode(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, p: float) -> Tensor:
    # weights from w[0], ids (B, S), mask (B, S) -> (B, S, d)
    x = (self).drop(torch.embedding(w[@EMBEDDING], ids), p, )
    b = (self).encoder_bias(w, mask, )
    for i in range(@ENCODER_LAYERS):
      x = (self).encoder_block(w, i, x, b, p, )
    return (self).drop((self).norm(x, w[@ENCODER_NORM], ), p, )
  def decoder_bias(self: __torch__.M, w: List[Tensor], dec: Tensor) -> Tensor:
    # dec (B, T) -> (1, H, T, T), later places hidden
    t = torch.size(dec, 1)
    causal = torch.triu(torch.full([t, t], -1e9, dtype=@FLOAT32, device=dec.device), 1)
    return (self).half((self).bias(t, t, w[@DECODER_BIAS], False, ) + causal, )
  def cross_bias(self: __torch__.M, mask: Tensor, dec: Tensor) -> Tensor:
    # mask (B, S), dec (B, T) -> (B, H, T, S)
    return torch.expand((self).half((self).hide(mask, ), ), [-1, @HEADS, torch.size(dec, 1), -1])
  def decoder_block(self: __torch__.M, w: List[Tensor], i: int, x: Tensor, b: Tensor, enc: Tensor, cross: Tensor, p: float) -> Tensor:
    o = @DECODER_BLOCKS + @DECODER_BLOCK_SIZE * i
    x = (self).self_attention(w, o, x, b, p, )
    n = (self).half((self).norm(x, w[o + @CROSS_NORM], ), )
    a = (self).attend((self).heads((self).times(n, w[o + @CROSS_Q], ), ), (self).heads((self).times(enc, w[o + @CROSS_K], ), ),
            (self).heads((self).times(enc, w[o + @CROSS_V], ), ), cross, p, )
    x = x + (self).drop((self).times(a, w[o + @CROSS_O], ), p, )
    return (self).feed_forward(w, o + @DECODER_FF, x, p, )
  def decode(self: __torch__.M, w: List[Tensor], enc: Tensor, mask: Tensor, dec: Tensor, p: float) -> Tensor:
    # enc (B, S, d), mask (B, S), dec (B, T) -> final hidden states (B, T, d), before any scaling
    x = (self).drop(torch.embedding(w[@EMBEDDING], dec), p, )
    b = (self).decoder_bias(w, dec, )
    cross = (self).cross_bias(mask, dec, )
    enc = (self).half(enc, )
    for i in range(@DECODER_LAYERS):
      x = (self).decoder_block(w, i, x, b, enc, cross, p, )
    return (self).drop((self).norm(x, w[@DECODER_NORM], ), p, )
  def logits(self: __torch__.M, w: List[Tensor], h: Tensor) -> Tensor:
    # (B, T, d) -> (B, T, V), float32 in every precision: log-probabilities are read off them; tied embeddings are scaled by d^-0.5
    if @TIED:
      return (self).product(h * @SCALE, w[@EMBEDDING], )
    else:
      return (self).product(h, w[@LM_HEAD], )
  def teacher(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor) -> Tuple[Tensor, Tensor]:
    # teacher-forced, without dropout -> encoder states (B, S, d), logits (B, T, V)
    e = (self).encode(w, ids, mask, 0.0, )
    return (e, (self).logits(w, (self).decode(w, e, mask, dec, 0.0, ), ))
  def nll(self: __torch__.M, lg: Tensor, labels: Tensor) -> Tensor:
    # (B, T, V), labels (B, T) with -100 behind the end -> (B, T), 0 there
    return torch.view(torch.cross_entropy_loss(torch.view(lg, [-1, @VOCABULARY]), torch.view(labels, [-1]), None, @REDUCE_NONE, @NO_LABEL,
            0.0), [torch.size(labels, 0), torch.size(labels, 1)])
  def token_nll(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, labels: Tensor) -> Tensor:
    e, lg = (self).teacher(w, ids, mask, dec, )
    return (self).nll(lg, labels, )
  def loss(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, labels: Tensor, p: float) -> Tensor:
    # sum of the tokens' negative log-likelihoods
    e = (self).encode(w, ids, mask, p, )
    lg = (self).logits(w, (self).decode(w, e, mask, dec, p, ), )
    return torch.cross_entropy_loss(torch.view(lg, [-1, @VOCABULARY]), torch.view(labels, [-1]), None, @REDUCE_SUM, @NO_LABEL, 0.0)
