  def leaf(self: __torch__.M, x: Tensor) -> Tensor:
    return torch.requires_grad_(torch.detach(x), True)
  def sown(self: __torch__.M, x: Tensor, seed: int, p: float) -> Tensor:
    # x itself, the engine's random numbers set: a piece that begins so draws the same dropout every time
    if torch.gt(p, 0.0):
      _s = torch.manual_seed(seed)
    return x
  def pulled(self: __torch__.M, y: Tensor, gy: Tensor, x: List[Tensor]) -> List[Tensor]:
    # the gradient of sum(y * gy) by each of x, float32
    found = torch.grad([y], x, annotate(List[Optional[Tensor]], [torch.to(gy, y.dtype)]), None, False, True)
    g = annotate(List[Tensor], [])
    for i in range(torch.len(x)):
      f = found[i]
      if torch.__is__(f, None):
        z = torch.zeros_like(x[i])
      else:
        z = unchecked_cast(Tensor, f)
      _a = torch.append(g, torch.to(z, 6))
    return g
  def forward_kept(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, p: float, seed: int) -> Tuple[List[Tensor], Tensor, List[Tensor], Tensor]:
    # weights that need no gradient, so nothing else is kept than what every block of the encoder and its last norm take, the encoder's states,
    # the same of the decoder, and its final states (B, T, d). Piece number n draws its dropout after seed + n
    xs = annotate(List[Tensor], [])
    ys = annotate(List[Tensor], [])
    b = (self).encoder_bias(w, mask, )
    x = (self).drop(torch.embedding(w[0], (self).sown(ids, seed, p, )), p, )
    for i in range(@LAYERS):
      _x = torch.append(xs, x)
      x = (self).encoder_block(w, i, (self).sown(x, seed + 1 + i, p, ), b, p, )
    _x = torch.append(xs, x)
    enc = (self).drop((self).norm((self).sown(x, seed + 1 + @LAYERS, p, ), w[2], ), p, )
    db = (self).decoder_bias(w, dec, )
    cross = (self).cross_bias(mask, dec, )
    half = (self).half(enc, )
    y = (self).drop(torch.embedding(w[0], (self).sown(dec, seed + 2 + @LAYERS, p, )), p, )
    for i in range(@DECODERLAYERS):
      _y = torch.append(ys, y)
      y = (self).decoder_block(w, i, (self).sown(y, seed + 3 + @LAYERS + i, p, ), db, half, cross, p, )
    _y = torch.append(ys, y)
    h = (self).drop((self).norm((self).sown(y, seed + 3 + @LAYERS + @DECODERLAYERS, p, ), w[@DECODER + 1], ), p, )
    return (xs, enc, ys, h)
  def backward_kept(self: __torch__.M, w: List[Tensor], g: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, p: float, seed: int, xs: List[Tensor], enc: Tensor, ys: List[Tensor], gh: Tensor) -> int:
    # adds to g the gradient of sum(h * gh), one piece after the other computed again with a graph of its own
    l = (self).leaves(w, )
    y = (self).leaf((self).sown(ys[@DECODERLAYERS], seed + 3 + @LAYERS + @DECODERLAYERS, p, ))
    f = (self).pulled((self).drop((self).norm(y, l[@DECODER + 1], ), p, ), gh, annotate(List[Tensor], [y, l[@DECODER + 1]]), )
    gy = f[0]
    _a = torch.add_(g[@DECODER + 1], f[1])
    b = (self).leaf((self).decoder_bias(w, dec, ))
    cross = (self).cross_bias(mask, dec, )
    e = (self).leaf((self).half(enc, ))
    gb = torch.zeros_like(b, dtype=6)
    ge = torch.zeros_like(enc)
    for n in range(@DECODERLAYERS):
      i = @DECODERLAYERS - 1 - n
      o = @DECODERBLOCKS + @DECODERBLOCK * i
      y = (self).leaf((self).sown(ys[i], seed + 3 + @LAYERS + i, p, ))
      f = (self).pulled((self).decoder_block(l, i, y, b, e, cross, p, ), gy, torch.add(annotate(List[Tensor], [y, b, e]), torch.slice(l, o, o + @DECODERBLOCK, 1)), )
      gy = f[0]
      gb = gb + f[1]
      ge = ge + f[2]
      for k in range(@DECODERBLOCK):
        _b = torch.add_(g[o + k], f[3 + k])
    f = (self).pulled((self).decoder_bias(l, dec, ), gb, annotate(List[Tensor], [l[@DECODER]]), )
    _c = torch.add_(g[@DECODER], f[0])
    f = (self).pulled((self).drop(torch.embedding(l[0], (self).sown(dec, seed + 2 + @LAYERS, p, )), p, ), gy, annotate(List[Tensor], [l[0]]), )
    _d = torch.add_(g[0], f[0])
    x = (self).leaf((self).sown(xs[@LAYERS], seed + 1 + @LAYERS, p, ))
    f = (self).pulled((self).drop((self).norm(x, l[2], ), p, ), ge, annotate(List[Tensor], [x, l[2]]), )
    gx = f[0]
    _e = torch.add_(g[2], f[1])
    b = (self).leaf((self).encoder_bias(w, mask, ))
    gb = torch.zeros_like(b, dtype=6)
    for n in range(@LAYERS):
      i = @LAYERS - 1 - n
      o = 3 + @ENCODERBLOCK * i
      x = (self).leaf((self).sown(xs[i], seed + 1 + i, p, ))
      f = (self).pulled((self).encoder_block(l, i, x, b, p, ), gx, torch.add(annotate(List[Tensor], [x, b]), torch.slice(l, o, o + @ENCODERBLOCK, 1)), )
      gx = f[0]
      gb = gb + f[1]
      for k in range(@ENCODERBLOCK):
        _f = torch.add_(g[o + k], f[2 + k])
    f = (self).pulled((self).encoder_bias(l, mask, ), gb, annotate(List[Tensor], [l[1]]), )
    _g = torch.add_(g[1], f[0])
    f = (self).pulled((self).drop(torch.embedding(l[0], (self).sown(ids, seed, p, )), p, ), gx, annotate(List[Tensor], [l[0]]), )
    _h = torch.add_(g[0], f[0])
    return 0
  def accumulate_recomputed(self: __torch__.M, w: List[Tensor], g: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, labels: Tensor, p: Tensor, tokens: Tensor, seed: Tensor) -> Tensor:
    # as accumulate, but blocks are computed twice instead of what they need being kept: less memory, about a third more time
    xs, enc, ys, h = (self).forward_kept(w, ids, mask, dec, float(p), int(seed), )
    top = (self).leaf(h)
    l = (self).leaves(w, )
    lg = (self).logits(l, top, )
    loss = torch.cross_entropy_loss(torch.view(lg, [-1, @VOCABULARY]), torch.view(labels, [-1]), None, 2, -100, 0.0) / float(tokens)
    f = (self).pulled(loss, torch.ones_like(loss), annotate(List[Tensor], [top, l[@OUTPUT]]), )
    _a = torch.add_(g[@OUTPUT], f[1])
    _b = (self).backward_kept(w, g, ids, mask, dec, float(p), int(seed), xs, enc, ys, f[0], )
    return torch.detach(loss)
