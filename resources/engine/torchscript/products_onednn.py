  def product(self: __torch__.M, x: Tensor, w: Tensor) -> Tensor:
    # (..., n), (m, n) -> (..., m); either may be a transposed view. On a CPU by oneDNN, which uses the widest registers of any maker's processor;
    # it records no gradient, so where one is wanted, on a GPU and in 16 bits the engine's own product stands in
    if torch.__or__(torch.__or__(x.is_cuda, torch.ne(x.dtype, 6)), torch.__or__(x.requires_grad, w.requires_grad)):
      y = torch.linear(x, w)
    else:
      y = ops.mkldnn._linear_pointwise(x, w, None, "none", annotate(List[Optional[number]], []), "")
    return y
