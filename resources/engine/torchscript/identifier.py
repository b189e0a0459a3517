  def project(self: __torch__.M, w: List[Tensor], weight: int, x: Tensor) -> Tensor:
    # one linear layer of the attention between response and context, where the reading has it; its bias stands behind its weight
    if @PROJECTED:
      x = (self).times(x, w[weight], ) + w[weight + 1]
    return x
  def attend_context(self: __torch__.M, w: List[Tensor], c: Tensor, cmask: Tensor, r: Tensor, p: float) -> Tensor:
    # c (B, S, d), cmask (B, S), r (B, T, d) -> r + attention (B, T, d); one head. Padded positions of the response attend too:
    # the outer-product mask would make them uniform, and pooling drops them either way
    q = torch.unsqueeze((self).project(w, @ATTENTION_Q, r, ), 1)
    k = torch.unsqueeze((self).project(w, @ATTENTION_K, c, ), 1)
    v = torch.unsqueeze((self).project(w, @ATTENTION_V, c, ), 1)
    a = torch.squeeze(torch.scaled_dot_product_attention(q, k, v, (self).hide(cmask, ), p, False, scale=@SCALE), 1)
    if @OUTPUT_PROJECTED:
      a = (self).project(w, @ATTENTION_OUT, a, )
    return r + a
  def pool(self: __torch__.M, h: Tensor, mask: Tensor) -> Tensor:
    # (B, T, d), mask (B, T) -> (B, d) over real tokens: the greatest value (paper) or the mean (code)
    m = torch.unsqueeze(mask, 2)
    if @MAX_POOL:
      x = torch.amax(h + (m - 1.0) * 1e9, [1])
    else:
      x = torch.sum(h * m, [1]) / torch.clamp_min(torch.sum(m, [1]), 1.0)
    return x
  def classify(self: __torch__.M, w: List[Tensor], x: Tensor, p: float) -> Tensor:
    # (B, d) -> (B, 3): one linear layer (paper), or Linear(d, d/2), tanh, dropout, Linear(d/2, 3) (code)
    if @MAX_POOL:
      y = torch.linear((self).drop(x, p, ), w[@CLASSIFIER_WEIGHT], w[@CLASSIFIER_BIAS])
    else:
      h = torch.tanh(torch.linear(x, w[@CLASSIFIER_WEIGHT], w[@CLASSIFIER_BIAS]))
      y = torch.linear((self).drop(h, p, ), w[@CLASSIFIER_LAST_WEIGHT], w[@CLASSIFIER_LAST_BIAS])
    return y
  def response_weights(self: __torch__.M, w: List[Tensor]) -> List[Tensor]:
    # the second encoder's, in T5's order
    return torch.slice(w, @RESPONSE_ENCODER, @RESPONSE_ENCODER_END, 1)
  def attended(self: __torch__.M, w: List[Tensor], cids: Tensor, cmask: Tensor, row: Tensor, rids: Tensor, rmask: Tensor,
          hp: Tensor) -> Tensor:
    # distinct contexts (C, S), context of each pair (B), responses (B, T) -> states of the response (B, T, d);
    # hp: the identifier's numbers of Java's HyperParameter
    c = (self).encode(w, cids, cmask, float(hp[@IDENTIFIER_DROPOUT]), )
    r = (self).encode((self).response_weights(w, ), rids, rmask, float(hp[@IDENTIFIER_DROPOUT]), )
    return (self).attend_context(w, torch.index_select(c, 0, row), torch.index_select(cmask, 0, row), r,
            float(hp[@IDENTIFIER_ATTENTION_DROPOUT]), )
  def levels(self: __torch__.M, w: List[Tensor], cids: Tensor, cmask: Tensor, row: Tensor, rids: Tensor, rmask: Tensor,
          hp: Tensor) -> Tensor:
    # -> logits (B, 3)
    h = (self).attended(w, cids, cmask, row, rids, rmask, hp, )
    return (self).classify(w, (self).pool(h, rmask, ), float(hp[@IDENTIFIER_HEAD_DROPOUT]), )
  def average(self: __torch__.M, a: List[Tensor], w: List[Tensor], decay: float) -> Tensor:
    # the moving average of the weights: a <- decay * a + (1 - decay) * w
    torch._foreach_mul_(a, decay)
    torch._foreach_add_(a, w, alpha=1.0 - decay)
    return a[0]
